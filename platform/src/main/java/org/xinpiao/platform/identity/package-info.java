/** Who is signed in, and what they may open: OpenID Connect login, roles, and the rules by URL. */
@NullMarked
package org.xinpiao.platform.identity;

import org.jspecify.annotations.NullMarked;
