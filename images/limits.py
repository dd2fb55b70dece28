from cpdblog.lib.rate_limits.limits import HOUR, MINUTE, Rate

UPLOADS = (Rate("pictures-a-minute", 60, MINUTE), Rate("pictures-an-hour", 600, HOUR))
