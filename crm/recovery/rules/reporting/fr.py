"""Telling us of a mishap, in French."""

REPORT = {
    "title": "Dites-nous ce qui n’a pas marché",
    "lead": "Racontez-le avec vos mots. Une personne vous lit et vous répond.",
    "lead_own": "Bonjour {name}, racontez-le avec vos mots. Votre message va droit à ceux qui "
    "réparent, et dès lors le temps nous est compté.",
    "words": "Que s’est-il passé ?",
    "words_hint": "Comme vous le raconteriez au téléphone.",
    "words_wrong": "Écrivez ce qui s’est passé.",
    "name": "Votre nom",
    "name_wrong": "Écrivez votre nom.",
    "email": "Votre adresse électronique",
    "email_wrong": "Cela ne ressemble pas à une adresse électronique. Vérifiez-la.",
    "phone": "Votre numéro de téléphone",
    "phone_wrong": "Cela ne ressemble pas à un numéro de téléphone. Vérifiez-le.",
    "reach": "Comment vous joindre",
    "reach_wrong": "Laissez une adresse électronique ou un numéro de téléphone, pour que nous "
    "puissions vous joindre.",
    "company": "Où vous travaillez, si c’est arrivé là",
    "how_bad": "Est-ce grave pour vous ?",
    "how_bad_hint": "Qu’est-ce qui est arrêté, et qui attend ?",
    "severity_1": "C’est gênant",
    "severity_2": "Cela nous retarde",
    "severity_3": "Tout est arrêté",
    "severity_wrong": "Choisissez l’une des trois réponses.",
    "about": "De quoi s’agit-il ?",
    "about_none": "D’autre chose, ou je ne sais pas",
    "cost_words": "Qu’est-ce que cela vous coûte ?",
    "make_right_words": "Comment pourrions-nous réparer ?",
    "too_long": "Soyez plus bref : {n} caractères au plus.",
    "optional": "Vous pouvez laisser vide.",
    "look": "Il manque encore quelque chose. Rien n’est perdu.",
    "once_more": "Appuyez encore une fois sur le bouton : la page est restée ouverte longtemps, ou "
    "elle est revenue très vite. Rien n’est perdu.",
    "failed": "Cela n’a pas marché. Essayez encore une fois ; rien n’est perdu.",
    "send": "Envoyer",
    "leave_empty": "Laissez ce champ vide",
    "thanks_title": "Merci. Nous l’avons reçu.",
    "thanks": "Une personne vous lit et vous répond. Si cela ne peut pas attendre, appelez-nous "
    "aussi.",
    "many_title": "C’est beaucoup pour une journée.",
    "many": "Appelez-nous, pour que rien ne se perde.",
    "mail_subject": "{company} : nous avons bien reçu votre message",
    "mail": "Bonjour {name},\n\nmerci de nous l’avoir dit : « {words} ».\n\nUne personne s’en "
    "occupe. Vous lisez ici où nous en sommes, qui s’en occupe et quand nous vous répondons, et "
    "vous pouvez nous dire ce qui ne va pas encore :\n{url}\n\nUne machine a écrit ce message. "
    "Notre réponse viendra d’une personne.\n\n{company}",
    "mail_link": "Où nous en sommes : {url}",
}
