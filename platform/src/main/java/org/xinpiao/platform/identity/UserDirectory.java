package org.xinpiao.platform.identity;

import java.util.List;
import java.util.Optional;

/** Who may sign in. The provider proves a user name; the directory says what that person may do. */
public interface UserDirectory {

    /** The user with a user name; empty refuses the login. */
    Optional<User> find(String username);

    /**
     * The users whom anyone may play on the start page; empty in earnest. They are honoured only by
     * the embedded provider.
     */
    List<User> demoUsers();
}
