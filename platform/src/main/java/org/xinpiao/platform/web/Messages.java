package org.xinpiao.platform.web;

import java.io.IOException;
import java.util.TreeSet;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The texts of the pages: the shell's in {@code messages*.properties}, each capability's in {@code
 * messages/<capability>*.properties}, found at start.
 */
@Configuration(proxyBeanMethods = false)
class Messages {

    @Bean
    MessageSource messageSource() throws IOException {
        var names = new TreeSet<String>();
        for (var file :
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:messages/*.properties")) {
            var name = String.valueOf(file.getFilename()).replaceFirst("(_en)?\\.properties$", "");
            names.add("messages/" + name);
        }
        var source = new ResourceBundleMessageSource();
        source.setBasename("messages");
        source.addBasenames(names.toArray(String[]::new));
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false); // the machine's language is nobody's wish
        return source;
    }
}
