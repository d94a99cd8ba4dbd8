"""move decisions out of posts and pay"""

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing of the schema changes: db/upgrade_values.py moves the values."""


def downgrade() -> None:
    """There is no way back."""
