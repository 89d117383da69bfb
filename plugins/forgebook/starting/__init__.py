"""Where a team starts: a site, first records, editor settings, hooks and workflows, written beside what is there."""
