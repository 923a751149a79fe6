"""Telling us of a mishap, in English."""

REPORT = {
    "title": "Tell us what went wrong",
    "lead": "Tell us in your own words. A person reads it and gets back to you.",
    "lead_own": "Dear {name}, tell us in your own words. It goes straight to the people who put "
    "it right, and from then on a clock runs for us.",
    "words": "What happened?",
    "words_hint": "As you would tell it on the telephone.",
    "words_wrong": "Please write what happened.",
    "name": "Your name",
    "name_wrong": "Please write your name.",
    "email": "Your email address",
    "email_wrong": "This does not look like an email address. Please look again.",
    "phone": "Your telephone number",
    "phone_wrong": "This does not look like a telephone number. Please look again.",
    "reach": "How we reach you",
    "reach_wrong": "Leave an email address or a telephone number, so that we can reach you.",
    "company": "Where you work, if it happened there",
    "how_bad": "How bad is it for you?",
    "how_bad_hint": "What stands still, and who waits?",
    "severity_1": "It is a nuisance",
    "severity_2": "It holds us up",
    "severity_3": "We stand still",
    "severity_wrong": "Please choose one of the three.",
    "about": "What is it about?",
    "about_none": "Something else, or I cannot say",
    "cost_words": "What does it cost you?",
    "make_right_words": "What would make it right?",
    "too_long": "Please make it shorter: at most {n} characters.",
    "optional": "You may leave this empty.",
    "look": "Something is still missing. Nothing is lost.",
    "once_more": "Please press the button once more: this page was open for a long time, or it was "
    "sent very fast. Nothing is lost.",
    "failed": "That did not work. Please try once more; nothing is lost.",
    "send": "Send it",
    "leave_empty": "Please leave this empty",
    "thanks_title": "Thank you. We have it.",
    "thanks": "A person reads it and gets back to you. If it cannot wait, please call us as well.",
    "many_title": "That is a lot for one day.",
    "many": "Please call us, so that nothing of it is lost.",
    "mail_subject": "{company}: we have what you told us",
    "mail": "Dear {name},\n\nthank you for telling us: “{words}”.\n\nA person looks into it. Here "
    "you read where it stands, who looks after it and when you hear from us, and you can tell us "
    "what is not right yet:\n{url}\n\nA machine wrote this mail. Our answer comes from a person."
    "\n\n{company}",
    "mail_link": "Where it stands: {url}",
}
