"""All that knows Signal's transport."""
