<?php
// What the database of WordPress says of itself, as JSON: what an import is measured against.
require __DIR__ . '/start.php';
wp_set_current_user(1);

function terms(int $post, string $kind): array
{
    $found = wp_get_object_terms($post, $kind, ['orderby' => 'name']);
    return array_map(fn($term) => html_entity_decode($term->name), $found);
}

$posts = get_posts(['post_type' => ['post', 'page'], 'numberposts' => -1, 'orderby' => 'ID', 'order' => 'ASC',
    'post_status' => ['publish', 'future', 'draft', 'pending', 'private', 'trash']]);
$told = ['version' => get_bloginfo('version'), 'posts' => [], 'comments' => [], 'pictures' => []];
foreach ($posts as $post) {
    $told['posts'][] = [
        'id' => $post->ID,
        'type' => $post->post_type,
        'status' => $post->post_status,
        'is_locked' => $post->post_password !== '',
        'title' => $post->post_title,
        'slug' => urldecode($post->post_name),
        'date' => $post->post_date,
        'date_gmt' => $post->post_date_gmt,
        'author' => get_userdata($post->post_author)->user_email,
        'sticky' => is_sticky($post->ID),
        'comments_open' => $post->comment_status === 'open',
        'categories' => terms($post->ID, 'category'),
        'tags' => terms($post->ID, 'post_tag'),
        'link' => urldecode(get_permalink($post)),
        'old_slugs' => get_post_meta($post->ID, '_wp_old_slug'),
        'thumbnail' => (int) get_post_thumbnail_id($post),
    ];
}
foreach (get_comments(['status' => 'any', 'post_status' => 'any', 'orderby' => 'comment_ID', 'order' => 'ASC']) as $said) {
    $told['comments'][] = ['id' => (int) $said->comment_ID, 'post' => (int) $said->comment_post_ID,
        'parent' => (int) $said->comment_parent, 'state' => $said->comment_approved, 'type' => $said->comment_type,
        'name' => $said->comment_author, 'email' => $said->comment_author_email, 'date_gmt' => $said->comment_date_gmt,
        'user' => (int) $said->user_id];
}
foreach (get_posts(['post_type' => 'attachment', 'numberposts' => -1, 'orderby' => 'ID', 'order' => 'ASC']) as $file) {
    $told['pictures'][] = ['id' => $file->ID, 'url' => wp_get_attachment_url($file->ID), 'caption' => $file->post_excerpt,
        'alt' => get_post_meta($file->ID, '_wp_attachment_image_alt', true), 'mime' => $file->post_mime_type];
}
echo json_encode($told, JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), "\n";
