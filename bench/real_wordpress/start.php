<?php
// WordPress on the command line.
$_SERVER['HTTP_HOST'] = 'localhost:' . getenv('REAL_WORDPRESS_PORT');
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REMOTE_ADDR'] = '203.0.113.9';
error_reporting(E_ERROR);
require_once getenv('REAL_WORDPRESS') . '/www/wp-load.php';
