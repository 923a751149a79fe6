"""Plain rules of the pages that look across: no Django, no clock."""
