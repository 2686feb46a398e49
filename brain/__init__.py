"""What thinks: facts, analysis, opportunities, actions, review, conversation. Never imports streamlit."""
