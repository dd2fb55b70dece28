<?php
// Files as they lie there, everything else through WordPress.
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$file = $_SERVER['DOCUMENT_ROOT'] . rawurldecode($path);
if ($path !== '/' && (is_file($file) || is_file("$file/index.php"))) {
    return false;
}
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
