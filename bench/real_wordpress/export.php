<?php
// The export as Tools > Export makes it, on standard output.
require __DIR__ . '/start.php';
require_once ABSPATH . 'wp-admin/includes/export.php';
wp_set_current_user(1);
export_wp(['content' => 'all']);
