// Draws each element that has data-chart (see fragments/ui.html, "chart") with ECharts.
(() => {
  "use strict";
  const style = getComputedStyle(document.body);
  const colour = (name) => style.getPropertyValue(name).trim();
  const chinese = document.documentElement.lang.startsWith("zh");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const money = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const count = new Intl.NumberFormat("en");
  const short = new Intl.NumberFormat(chinese ? "zh-CN" : "en", { notation: "compact", maximumFractionDigits: 1 });
  const full = (unit) => (n) => (unit === "fen" ? "¥" + money.format(n / 100) : count.format(n));
  const brief = (unit) => (n) => (unit === "fen" ? "¥" + short.format(n / 100) : short.format(n));

  const options = (element) => {
    const { chart: kind, unit } = element.dataset;
    const labels = JSON.parse(element.dataset.labels);
    const series = JSON.parse(element.dataset.series);
    const text = { color: colour("--xp-ink"), fontFamily: style.fontFamily };
    const common = {
      color: ["--xp-slate", "--xp-teal", "--xp-gold", "--xp-seal", "--xp-plum"].map(colour),
      textStyle: text,
      animation: !calm,
      // As HTML the tooltip would carry inline styles, which our pages forbid.
      tooltip: { renderMode: "richText", valueFormatter: full(unit), trigger: kind === "pie" ? "item" : "axis", confine: true },
      legend: series.length > 1 || kind === "pie" ? { bottom: 0, textStyle: text } : undefined,
    };
    if (kind === "pie") {
      const data = labels.map((name, i) => ({ name, value: series[0].data[i] }));
      return { ...common, series: [{ type: "pie", radius: ["45%", "70%"], center: ["50%", "44%"], label: { show: false }, data }] };
    }
    return {
      ...common,
      grid: { left: 8, right: 12, top: 16, bottom: series.length > 1 ? 36 : 8, containLabel: true },
      xAxis: { type: "category", data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("--xp-line") } }, axisLabel: { color: colour("--xp-muted") } },
      yAxis: { type: "value", splitLine: { lineStyle: { color: colour("--xp-line") } }, axisLabel: { formatter: brief(unit), color: colour("--xp-muted") } },
      series: series.map(({ name, data }) => ({
        name, data, type: kind === "line" ? "line" : "bar", stack: kind === "stack" ? "all" : undefined,
        smooth: false, symbolSize: 6, barMaxWidth: 36, areaStyle: kind === "line" && series.length === 1 ? { opacity: 0.08 } : undefined,
      })),
    };
  };

  const draw = (root) => {
    const found = [...root.querySelectorAll("[data-chart]")];
    if (root.matches?.("[data-chart]")) found.push(root);
    for (const element of found) {
      const chart = echarts.getInstanceByDom(element) ?? echarts.init(element);
      chart.setOption(options(element), true);
      sizes.observe(element);
    }
  };
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) echarts.getInstanceByDom(target)?.resize();
  });

  draw(document.body);
  document.addEventListener("htmx:load", (event) => draw(event.detail.elt));
  document.addEventListener("htmx:beforeCleanupElement", (event) => {
    echarts.getInstanceByDom(event.detail.elt)?.dispose();
    sizes.unobserve(event.detail.elt);
  });
})();
