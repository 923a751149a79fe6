"""Every column that points at a customer or a contact, for the tests of what a merge moves."""

# A new one fails a test until somebody has thought of what a merge does to it, and of clashes.
CUSTOMER_COLUMNS = """
accounts.Alternative.customer accounts.Contact.customer accounts.Customer.merged_into
accounts.Customer.parent accounts.CustomerPair.first accounts.CustomerPair.second
accounts.DecisionStep.customer accounts.HandOver.customer accounts.Pause.customer
accounts.Stewardship.customer deals.Deal.customer
home.MeetingDecision.customer recovery.Loyalty.customer
recovery.Ticket.customer report_cards.Card.customer report_cards.Exclusion.customer
report_cards.Invitation.customer report_cards.Skip.customer secrets_manual.Asking.customer
secrets_manual.Commitment.customer secrets_manual.Conversation.customer
secrets_manual.Gift.customer secrets_manual.GiftPolicy.customer secrets_manual.KeyCustomer.customer
secrets_manual.Meeting.customer secrets_manual.Promise.customer secrets_manual.Reading.customer
secrets_manual.ReadingWindow.customer secrets_manual.Secret.customer
secrets_manual.SetAside.customer
secrets_manual.Suggestion.customer
"""
CONTACT_COLUMNS = """
accounts.Acquaintance.contact accounts.Alternative.contact accounts.Consent.contact
accounts.Contact.merged_into accounts.Contact.reports_to accounts.ContactPair.first
accounts.ContactPair.second accounts.ContactRole.contact accounts.DecisionStep.owner
accounts.MailToContact.contact accounts.PageVisit.contact accounts.Preference.contact
accounts.Trust.contact accounts.Trust.trusted deals.Deal.contact deals.SuccessDefinition.contact
recovery.Appointment.contact recovery.Loyalty.contact recovery.LoyaltyQuestion.contact
recovery.Message.contact recovery.Ticket.contact report_cards.Card.contact
report_cards.Invitation.contact
report_cards.Skip.contact secrets_manual.Asking.contact secrets_manual.Commitment.contact
secrets_manual.Conversation.contact secrets_manual.Gift.contact secrets_manual.Guest.contact
secrets_manual.Meeting.contact secrets_manual.Participant.contact secrets_manual.Promise.contact
secrets_manual.Secret.contact secrets_manual.SetAside.contact
secrets_manual.Suggestion.contact secrets_manual.TakenBack.contact
"""
