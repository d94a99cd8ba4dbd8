"""What a column can be imported into: one place for name, kind of value and importance."""

from dataclasses import dataclass

from desktop_app.services.intake.headings import headings


@dataclass(frozen=True)
class Target:
    """One field a column can go to; ``wanted`` is the level of the finding when its cell is blank."""

    name: str
    kind: str
    wanted: str = ""

    @property
    def label(self) -> str:
        """Its Vietnamese label."""
        return headings().labels[self.name]


_ALL = (
    Target("index", "ignored"),
    Target("person_key", "key"),
    Target("staff_number", "code"),
    Target("full_name", "name", "error"),
    Target("other_name", "text"),
    Target("born", "partial", "error"),
    Target("born_male", "partial"),
    Target("born_female", "partial"),
    Target("sex", "sex"),
    Target("female_mark", "mark"),
    Target("personal_number", "cccd"),
    Target("old_id_number", "cmnd"),
    Target("id_issued_on", "day"),
    Target("id_issued_at", "text"),
    Target("birth_place", "text"),
    Target("home_town", "text"),
    Target("address", "text"),
    Target("permanent_address", "text"),
    Target("ethnic", "catalog:ethnic"),
    Target("religion", "catalog:religion"),
    Target("phone", "phone"),
    Target("email", "email"),
    Target("unit_code", "code"),
    Target("unit", "text", "warn"),
    Target("parent_unit", "text"),
    Target("category", "catalog:category", "warn"),
    Target("post", "text"),
    Target("post_since", "day"),
    Target("post_allowance", "coefficient"),
    Target("party_post", "text"),
    Target("recruited_on", "partial"),
    Target("recruited_by", "text"),
    Target("recruitment_kind", "catalog:recruitment_kind"),
    Target("joined_office_on", "partial"),
    Target("rank_code", "rank", "warn"),
    Target("rank_name", "text"),
    Target("rank_since", "day"),
    Target("step", "step"),
    Target("coefficient", "coefficient", "warn"),
    Target("beyond_percent", "percent"),
    Target("beyond_since", "day"),
    Target("salary_since", "day"),
    Target("next_step_on", "day"),
    Target("general_education", "catalog:general_education"),
    Target("qualification", "catalog:qualification"),
    Target("major", "text"),
    Target("training_mode", "catalog:training_mode"),
    Target("school", "text"),
    Target("graduated", "partial"),
    Target("graduation_grade", "text"),
    Target("political_theory", "catalog:political_theory"),
    Target("state_management", "catalog:state_management"),
    Target("foreign_language", "text"),
    Target("informatics", "text"),
    Target("ethnic_language", "text"),
    Target("defence", "text"),
    Target("party_joined", "partial"),
    Target("party_member", "member"),
    Target("party_official", "partial"),
    Target("party_card", "code"),
    Target("youth_union_joined", "partial"),
    Target("trade_union_joined", "partial"),
    Target("enlisted_on", "partial"),
    Target("discharged_on", "partial"),
    Target("army_rank", "text"),
    Target("family_origin", "text"),
    Target("previous_job", "text"),
    Target("main_work", "text"),
    Target("strength", "text"),
    Target("longest_work", "text"),
    Target("revolution_on", "partial"),
    Target("policy_group", "text"),
    Target("wounded_class", "catalog:wounded_class"),
    Target("academic_title", "catalog:academic_title"),
    Target("academic_title_since", "partial"),
    Target("award", "catalog:award"),
    Target("planned_post", "text"),
    Target("health", "text"),
    Target("height", "height"),
    Target("weight", "weight"),
    Target("blood_group", "catalog:blood_group"),
    Target("area_allowance", "coefficient"),
    Target("duty_allowance", "coefficient"),
    Target("hazard_allowance", "coefficient"),
    Target("long_service_allowance", "coefficient"),
    Target("seniority_allowance", "percent"),
    Target("profession_allowance", "percent"),
    Target("attraction_allowance", "percent"),
    Target("public_service_allowance", "percent"),
    Target("insurance_number", "digits"),
    Target("health_insurance_number", "code"),
    Target("decision_number", "text"),
    Target("decision_date", "day"),
    Target("decision_signer", "text"),
    Target("note", "text"),
)
TARGETS: dict[str, Target] = {target.name: target for target in _ALL}
DATE_KINDS = frozenset({"day", "partial"})
# targets that only help to read others; no record holds them
HELPERS = frozenset({"index", "born_male", "born_female", "female_mark"})
