<?php
// An empty WordPress, with somebody to write in it.
define('WP_INSTALLING', true);
require __DIR__ . '/start.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Notes from the stacks', 'ada', 'ada@example.org', true, '', 'a-long-password-7');
