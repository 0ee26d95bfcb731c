// The verify page: scan, picture, file; the result as a card. Works without the network.

import {toBase64, Unusable} from './bytes.js';
import {verifyQr} from './qr.js';
import {createReader, readPicture, scanCamera} from './scan.js';
import {NoCrypto} from './suites.js';

const BUNDLE_BYTES_MAX = 4 << 20;
const $ = (id) => document.getElementById(id);
const main = $('main');
const texts = JSON.parse(main.dataset.texts);
const language = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';

/** A text of the page's language with its {0}, {1}, … filled in. */
const t = (key, ...facts) =>
  (texts[key] ?? key).replace(/\{(\d)\}/g, (_, i) => facts[i] ?? '');

function element(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) {
    node.className = className;
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

function show(...nodes) {
  $('result').replaceChildren(...nodes);
  $('result').focus({preventScroll: true});
  $('result').scrollIntoView({block: 'start', behavior: 'smooth'});
}

function say(key, tone = 'warn', more = null) {
  const alert = element('div', `xp-alert tone-${tone}`, t(key));
  if (more) {
    alert.append(element('p', 'xp-actions', more));
  }
  show(alert);
}

const TONE = {VALID: 'good', NOT_VALID: 'bad', UNDECIDED: 'warn'};
const MARK = {PASSED: ['✓', 'good'], FAILED: ['✗', 'bad'], NOT_PROVED: ['–', 'plain']};
const STANDING_TONE = {REVERSED: 'bad', FROZEN: 'bad', RESERVED: 'busy'};

const fact = (label, value) =>
  value ? element('div', '', element('dt', '', t(label)), element('dd', '', value)) : null;

function banner(tone, title, detail) {
  return element(
    'div', `xp-alert tone-${tone}`, element('strong', '', title), element('p', '', detail));
}

function checkList(checks) {
  const items = checks.map((check) => {
    const [mark, tone] = MARK[check.result];
    const title = `${check.title} · ${t(`result.${check.result}`)}`;
    return element(
      'li', `tone-${tone}`,
      element('span', 'xv-mark', mark),
      element('div', '', element('strong', '', title), element('span', '', check.detail)));
  });
  return element('ul', 'xv-checks', ...items);
}

function contentParts(parts) {
  return parts.flatMap((part) => [
    element('h3', '', part.title),
    element('dl', 'xv-facts', ...part.rows.map((row) =>
      element('div', '', element('dt', '', row.label), element('dd', '', row.value)))),
    ...(part.hidden ? [element('p', 'xp-hint', t('hiddenItems', part.hidden))] : []),
  ]);
}

/** What the ledger says of a bill, and whether that outweighs the good signature. */
async function statusOf(bill) {
  const query = new URLSearchParams({code: bill.code, number: bill.number, check: bill.checkCode});
  const response = await fetch(`/verify/api/status?${query}`).catch(() => null);
  if (response?.status === 404) {
    document.querySelector('[data-test=paper-hint]').open = true;
    return {known: true, outweighs: true, node: banner('warn', t('notOnLedger'), t('notOnLedger.hint'))};
  }
  if (!response?.ok) {
    return {known: false, outweighs: false, node: element('p', 'xp-hint', t('offline'))};
  }
  const status = await response.json();
  if (bill.fingerprint && status.fingerprint !== bill.fingerprint) {
    return {known: true, outweighs: true, node: banner('bad', t('ledgerDiffers'), t('ledgerDiffers.hint'))};
  }
  const tone = STANDING_TONE[status.standing] ?? 'good';
  const node = element(
    'div', '',
    banner(tone, status.standingText[language], status.meaning[language]),
    element('dl', 'xv-facts',
      bill.issuerName ? null : fact('issuer', status.issuerName[language]),
      fact('recorded', status.recorded),
      fact('reversedBy', status.reversedBy),
      status.paper ? fact('paper', '✓') : null),
    element('p', 'xp-hint', t('asOf', status.asOf)));
  node.dataset.standing = status.standing;
  return {known: true, outweighs: tone === 'bad', node};
}

async function showReport(report) {
  const {bill, verdict} = report;
  const card = element('article', 'xp-card xv-card');
  card.dataset.verdict = verdict;
  const worst =
    report.checks.find((check) => check.result === 'FAILED') ??
    report.checks.find((check) => check.what === (verdict === 'UNDECIDED' ? 'ISSUER' : 'SIGNATURE'));
  const head = banner(TONE[verdict], t(`verdict.${verdict}`), worst?.detail ?? '');
  card.append(head);
  if (bill) {
    card.append(element('dl', 'xv-facts',
      fact('code', bill.code),
      fact('number', bill.number),
      fact('checkCode', bill.checkCode),
      fact('total', money(bill.total)),
      fact('issued', bill.issued),
      fact('issuer', bill.issuerName ?? bill.issuer),
      fact('reverses', bill.reverses)));
  }
  const status = element('div', '');
  const proved = element('div', '', checkList(report.checks));
  const good = bill && verdict !== 'NOT_VALID';
  if (good) {
    card.append(element('h3', '', t('status')), status);
  }
  card.append(element('h3', '', t('proved')), proved, ...contentParts(report.content ?? []));
  show(card);
  if (!good) {
    return;
  }
  const {known, outweighs, node} = await statusOf(bill);
  status.replaceChildren(node);
  if (outweighs) {
    // A green word above a void bill would be read as "good".
    head.className = 'xp-alert tone-plain';
  }
  if (known) {
    // The ledger has just answered what the paper alone could not prove.
    const asked = ['RECEIPT', 'STATUS'];
    const left = report.checks.filter((c) => c.result !== 'NOT_PROVED' || !asked.includes(c.what));
    proved.replaceChildren(checkList(left));
  }
}

/** An amount in yuan as a page shows it. */
const money = (amount) =>
  amount.replace(/^(-?)(\d+)/, (_, sign, whole) => `${sign}¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}`);

const yuan = (fen) => {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const time = (millis) =>
  new Date(millis).toLocaleString('sv-SE', {timeZone: 'Asia/Shanghai'});

const id = (bill) => (bill ? `${bill.code} ${bill.number}` : null);

/** A report of this device in the form of the server's. */
function reportOf({verdict, bill, issuer, checks}) {
  const names = issuer ? [issuer.nameZh, issuer.nameEn] : [bill.issuer];
  const facts = {FILE: [id(bill)], CHECK_CODE: [bill.checkCode], ISSUER: names};
  const detail = ({what, result, why}) => {
    const key = result === 'PASSED' ? `passed.${what}` : result === 'FAILED' && why
      ? `failed.${what}.${why}` : `${result === 'FAILED' ? 'failed' : 'notProved'}.${what}`;
    return t(key, ...(facts[what] ?? []));
  };
  const all = checks.map((check) => ({...check, detail: detail(check)}));
  all.push({what: 'RECEIPT', result: 'NOT_PROVED', detail: t('notProved.RECEIPT')});
  all.push({what: 'STATUS', result: 'NOT_PROVED', detail: t('notProved.STATUS.qr')});
  return {
    verdict,
    bill: {
      code: bill.code,
      number: bill.number,
      checkCode: bill.checkCode,
      issuer: bill.issuer,
      issuerName: issuer ? (language === 'en' ? issuer.nameEn : issuer.nameZh) : null,
      total: yuan(bill.totalFen),
      issued: time(bill.issuedMs),
      reverses: id(bill.reverses),
      fingerprint: toBase64(bill.fingerprint),
    },
    checks: all.map((check) => ({...check, title: t(`check.${check.what}`)})),
  };
}

/** A report of the server in the page's language. */
function localised(report) {
  const pick = (text) => text[language];
  return {
    ...report,
    checks: report.checks.map((c) => ({...c, title: pick(c.title), detail: pick(c.detail)})),
    content: report.content.map((part) => ({
      ...part,
      title: pick(part.title),
      rows: part.rows.map((row) => ({label: pick(row.label), value: row.value})),
    })),
  };
}

async function issuers() {
  const response = await fetch('/verify/issuers.json');
  if (!response.ok) {
    throw new TypeError('no directory');
  }
  return (await response.json()).issuers;
}

async function checkQr(text) {
  try {
    await showReport(reportOf(await verifyQr(text, await issuers())));
  } catch (e) {
    if (e instanceof Unusable) {
      say('qrUnusable');
    } else if (e instanceof NoCrypto) {
      await post('/verify/api/qr', text, 'noCrypto');
    } else {
      say('noNetwork');
    }
  }
}

async function post(address, body, otherwise) {
  const headers = {'Content-Type': 'application/octet-stream'};
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
  if (meta('csrf-header')) {
    headers[meta('csrf-header')] = meta('csrf-token');
  }
  let response;
  try {
    response = await fetch(address, {method: 'POST', headers, body});
  } catch (offline) {
    say(otherwise);
    return;
  }
  const answer = await response.json().catch(() => ({}));
  if (answer.checks) {
    await showReport(localised(answer));
  } else if (answer.reason) {
    show(element('div', 'xp-alert tone-warn', answer.reason[language]));
  } else {
    say(otherwise);
  }
}

async function checkPicture(file) {
  say('working', 'busy');
  const text = await readPicture(await reader(), file);
  if (text) {
    await checkQr(text);
    return;
  }
  const send = element('button', 'btn', t('sendPicture'));
  send.addEventListener('click', () => post('/verify/api/picture', file, 'noNetwork'));
  say('noQr', 'warn', element('span', '', element('span', 'xp-hint', t('sendPictureHint')), send));
}

async function checkBundle(file) {
  if (file.size > BUNDLE_BYTES_MAX) {
    say('tooLarge');
    return;
  }
  say('working', 'busy');
  await post('/verify/api/bundle', file, 'noNetwork');
}

let readers;
function reader() {
  readers ??= createReader(main.dataset.zxing);
  return readers;
}

let scanning = new AbortController();

async function scan() {
  scanning = new AbortController();
  $('video').hidden = false;
  $('camera').hidden = true;
  $('camera-stop').hidden = false;
  try {
    const text = await scanCamera(await reader(), $('video'), scanning.signal);
    if (text) {
      await checkQr(text);
    }
  } catch (e) {
    say('noCamera');
  } finally {
    $('video').hidden = true;
    $('camera').hidden = false;
    $('camera-stop').hidden = true;
  }
}

function listen() {
  $('camera').addEventListener('click', scan);
  $('camera-stop').addEventListener('click', () => scanning.abort());
  const chosen = (input, check) =>
    input.addEventListener('change', async () => {
      const [file] = input.files;
      input.value = '';
      if (file) {
        await check(file);
      }
    });
  chosen($('picture'), checkPicture);
  chosen($('bundle'), checkBundle);
  $('scanner').addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = $('qr-text').value;
    $('qr-text').value = '';
    await checkQr(text);
  });
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    $('drop').classList.add('xv-over');
  });
  document.addEventListener('dragleave', () => $('drop').classList.remove('xv-over'));
  document.addEventListener('drop', async (event) => {
    event.preventDefault();
    $('drop').classList.remove('xv-over');
    const [file] = event.dataTransfer.files;
    if (file) {
      await (file.type.startsWith('image/') ? checkPicture(file) : checkBundle(file));
    }
  });
}

/** Keeps the page for the time without a network. */
async function keep() {
  await navigator.serviceWorker.register('/verify/sw.js', {scope: '/verify'});
  const {active} = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType('resource')
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === location.origin && !url.pathname.startsWith('/verify/'))
    .map((url) => url.pathname);
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    main.dataset.kept = 'true';
  };
  active.postMessage({lang: language, files: [...new Set([...files, main.dataset.zxing])]}, [channel.port2]);
}

listen();
if (main.dataset.asked !== 'true' && location.search.includes('code=')) {
  say('noNetwork');
}
if ('serviceWorker' in navigator) {
  // Without it the page still works online.
  const kept = () => keep().catch(() => {});
  if (document.readyState === 'complete') {
    kept();
  } else {
    addEventListener('load', kept);
  }
}
