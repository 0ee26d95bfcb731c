/**
 * The shell of all pages: layout, language, figures and errors in one look, for people and
 * programs.
 */
@NullMarked
package org.xinpiao.platform.web;

import org.jspecify.annotations.NullMarked;
