<?php
// Writes a blog, through WordPress's own functions.
require __DIR__ . '/start.php';
require_once ABSPATH . 'wp-admin/includes/image.php';
require_once ABSPATH . 'wp-admin/includes/file.php';
require_once ABSPATH . 'wp-admin/includes/media.php';
require_once ABSPATH . 'wp-admin/includes/nav-menu.php';

wp_set_current_user(1);
update_option('permalink_structure', '/%year%/%monthnum%/%day%/%postname%/');
update_option('blogdescription', 'A library learns & writes it down');
update_option('timezone_string', 'Europe/Berlin');
update_option('thread_comments_depth', 10);
update_option('comment_previously_approved', 0);
update_option('date_format', 'j F Y');
$GLOBALS['wp_rewrite']->init();
flush_rewrite_rules();
kses_remove_filters();
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $given) {
    wp_delete_post($given->ID, true);
}
wp_update_user(['ID' => 1, 'display_name' => 'Ada Kowalczyk', 'user_url' => 'http://ada.example/']);

function person(string $login, string $name, string $role): int
{
    return wp_insert_user(['user_login' => $login, 'user_email' => "$login@example.org", 'user_pass' => 'x',
        'display_name' => $name, 'role' => $role]);
}

$ada = 1;
$ben = person('ben', 'Ben Okafor', 'editor');
$mo = person('mo', 'Mo Idris', 'author');
person('nobody', 'Never Wrote', 'subscriber');

// Categories, in each other, and with the signs that make trouble.
function category(string $name, int $parent = 0): int
{
    return wp_insert_term($name, 'category', ['parent' => $parent])['term_id'];
}

$things = category('23 Things');
$week = category('Week one', $things);
$deep = category('Looking & finding', $week);
$reading = category('Reading rooms');
$unused = category('Nothing in it');

// Pictures: drawn here, so that nobody else's are needed.
function draw(string $name, int $width, int $height, int $hue): string
{
    $image = imagecreatetruecolor($width, $height);
    for ($y = 0; $y < $height; $y++) {
        $c = imagecolorallocate($image, ($hue + $y * 90 / $height) % 256, 90 + $y * 110 / $height, 180 - $hue / 3);
        imageline($image, 0, $y, $width, $y, $c);
    }
    $paper = imagecolorallocate($image, 250, 246, 236);
    for ($shelf = 1; $shelf < 5; $shelf++) {
        for ($book = 0; $book < 14; $book++) {
            $x = intdiv($width * $book, 14);
            $top = intdiv($height * $shelf, 5) - intdiv($height * (3 + ($book * 7 + $hue) % 5), 60);
            imagefilledrectangle($image, $x, $top, $x + intdiv($width, 22), intdiv($height * $shelf, 5), $paper);
        }
    }
    $file = wp_tempnam($name);
    str_ends_with($name, '.png') ? imagepng($image, $file) : imagejpeg($image, $file, 60);
    return $file;
}

function upload(string $file, string $name, array $about = [], int $post = 0, string $alt = ''): int
{
    $id = media_handle_sideload(['name' => $name, 'tmp_name' => $file], $post, null, $about);
    if (is_wp_error($id)) {
        exit("$name: " . $id->get_error_message() . "\n");
    }
    if ($alt) {
        update_post_meta($id, '_wp_attachment_image_alt', $alt);
    }
    return $id;
}

function picture(string $name, int $width, int $height, int $hue, string $alt, string $caption = '', int $post = 0): int
{
    return upload(draw($name, $width, $height, $hue), $name,
        ['post_title' => pathinfo($name, PATHINFO_FILENAME), 'post_excerpt' => $caption], $post, $alt);
}

// Posts: dates in the blog's own time, one a week.
function post(string $title, string $content, array $more = []): int
{
    static $week = 0;
    $date = gmdate('Y-m-d H:i:s', gmmktime(9, 30, 0, 3, 4 + 7 * $week++, 2019));
    $id = wp_insert_post(wp_slash($more + ['post_title' => $title, 'post_content' => $content,
        'post_status' => 'publish', 'post_author' => 1, 'post_date' => $date]), true);
    return is_wp_error($id) ? exit("$title: " . $id->get_error_message() . "\n") : $id;
}

function say(int $post, string $who, string $words, int $parent = 0, array $more = []): int
{
    static $minute = 0;
    $at = strtotime(get_post($post)->post_date) + 3600 + 60 * $minute++;
    return wp_insert_comment(wp_slash($more + ['comment_post_ID' => $post, 'comment_author' => $who,
        'comment_author_email' => 'gus@example.org', 'comment_author_url' => 'http://gus.example/',
        'comment_content' => $words, 'comment_parent' => $parent, 'comment_approved' => 1,
        'comment_author_IP' => '203.0.113.7', 'comment_date' => date('Y-m-d H:i:s', $at),
        'comment_date_gmt' => get_gmt_from_date(date('Y-m-d H:i:s', $at)), 'comment_type' => 'comment']));
}

$long = picture('long-shelf.jpg', 3000, 2000, 20, 'A shelf that goes on for ever', 'The shelf, seen from the lift');
$desk = picture('desk.jpg', 1600, 1200, 120, 'A desk with nothing on it');
$window = picture('the window seat.png', 900, 1400, 200, '', 'Mine from <em>nine</em> to ten');
$small = picture('stamp.png', 120, 120, 70, 'A date stamp');
$notes = wp_tempnam('notes.txt');
file_put_contents($notes, "What I would tell myself in week one.\n");
$file = upload($notes, 'notes.txt', ['post_title' => 'My notes']);
$url = fn(int $id, string $size = 'full') => wp_get_attachment_image_url($id, $size) ?: wp_get_attachment_url($id);
$home = home_url();

require __DIR__ . '/posts.php';

// A menu, as everybody has one.
$menu = wp_create_nav_menu('Top');
foreach ([$about, $team] as $page) {
    wp_update_nav_menu_item($menu, 0, ['menu-item-object-id' => $page, 'menu-item-object' => 'page',
        'menu-item-type' => 'post_type', 'menu-item-status' => 'publish']);
}
wp_update_nav_menu_item($menu, 0, ['menu-item-title' => 'Elsewhere', 'menu-item-url' => 'https://elsewhere.example/',
    'menu-item-type' => 'custom', 'menu-item-status' => 'publish']);
echo 'WordPress ', get_bloginfo('version'), ' is filled: ', wp_count_posts()->publish, " posts are public\n";
