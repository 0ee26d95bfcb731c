package org.xinpiao.platform.verify;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The public page: by number it answers without a script, the rest is done in the browser. */
@Controller
class VerifyPage {

    private final StatusDesk statuses;

    VerifyPage(StatusDesk statuses) {
        this.statuses = statuses;
    }

    @GetMapping("/verify")
    String page(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String check,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        boolean asked = !code.isEmpty() || !number.isEmpty() || !check.isEmpty();
        @Nullable BillStatus status =
                asked
                        ? statuses.find(request.getRemoteAddr(), code, number, check).orElse(null)
                        : null;
        model.addAttribute("asked", asked);
        model.addAttribute("status", status);
        model.addAttribute("english", locale.getLanguage().equals("en"));
        model.addAttribute("code", code);
        model.addAttribute("number", number);
        model.addAttribute("check", check);
        model.addAttribute("texts", Text.all(locale));
        return "verify/verify";
    }

    /** The service worker; the header lets it serve the page itself, one level above it. */
    @GetMapping("/verify/sw.js")
    ResponseEntity<Resource> serviceWorker() {
        return ResponseEntity.ok()
                .header("Service-Worker-Allowed", "/verify")
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.parseMediaType("text/javascript;charset=UTF-8"))
                .body(new ClassPathResource("static/js/verify/sw.js"));
    }

    /**
     * Modules name each other without a version, so a browser must ask each time whether one has
     * changed; everything else static is kept for a year.
     */
    @Configuration(proxyBeanMethods = false)
    static class Modules implements WebMvcConfigurer {

        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            registry.addResourceHandler("/verify/js/**")
                    .addResourceLocations("classpath:/static/js/verify/")
                    .setCacheControl(CacheControl.noCache());
        }
    }
}
