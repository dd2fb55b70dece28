from cpdblog.lib.rate_limits.limits import DAY, HOUR, Rate

INVITATIONS = Rate("invitations", 20, HOUR)
BLOGS = Rate("blogs", 10, DAY)
