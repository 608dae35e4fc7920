-- Estates, people, needs, offers, check-ins, broadcasts.
-- Times are UTC milliseconds, lists are codes joined by |, truth values 0 or 1.

CREATE TABLE estates (
    estate_id TEXT PRIMARY KEY,
    name_zh_hans TEXT NOT NULL,
    name_zh_hant TEXT NOT NULL,
    name_en TEXT NOT NULL,
    region TEXT NOT NULL,
    tenure TEXT NOT NULL,
    timezone TEXT NOT NULL,
    languages TEXT NOT NULL,
    emergency_numbers TEXT NOT NULL
);

CREATE TABLE blocks (
    block_id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estates,
    name_zh_hans TEXT NOT NULL,
    name_zh_hant TEXT NOT NULL,
    name_en TEXT NOT NULL,
    aliases TEXT NOT NULL,
    floors BIGINT NOT NULL,
    units_per_floor BIGINT NOT NULL,
    lifts BIGINT NOT NULL,
    lift_pattern TEXT NOT NULL,
    built_year BIGINT,
    assembly_point_zh_hans TEXT NOT NULL,
    assembly_point_zh_hant TEXT NOT NULL,
    assembly_point_en TEXT NOT NULL
);
CREATE INDEX blocks_by_estate ON blocks (estate_id);

CREATE TABLE floors (
    block_id TEXT NOT NULL REFERENCES blocks,
    floor BIGINT NOT NULL,
    lift_stop BIGINT NOT NULL,
    PRIMARY KEY (block_id, floor)
);

CREATE TABLE units (
    unit_id TEXT PRIMARY KEY,
    block_id TEXT NOT NULL REFERENCES blocks,
    floor BIGINT NOT NULL,
    unit_no TEXT NOT NULL,
    occupied BIGINT NOT NULL,
    residents BIGINT NOT NULL,
    household_type TEXT NOT NULL,
    UNIQUE (block_id, floor, unit_no)
);

CREATE TABLE members (
    member_id TEXT PRIMARY KEY,
    telegram_id BIGINT UNIQUE,
    name_zh_hans TEXT NOT NULL,
    name_zh_hant TEXT NOT NULL,
    name_en TEXT NOT NULL,
    gender TEXT NOT NULL DEFAULT '',
    age BIGINT,
    phone TEXT NOT NULL DEFAULT '',
    spoken TEXT NOT NULL DEFAULT '',
    language TEXT,
    unreachable_at BIGINT,
    locked_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE organisations (
    org_id TEXT PRIMARY KEY,
    estate_id TEXT REFERENCES estates,
    name_zh_hans TEXT NOT NULL,
    name_zh_hant TEXT NOT NULL,
    name_en TEXT NOT NULL,
    linkage_element TEXT NOT NULL,
    kind TEXT NOT NULL,
    registration_status TEXT NOT NULL,
    registration_no TEXT NOT NULL,
    star_rating BIGINT NOT NULL,
    contact_member_id TEXT REFERENCES members,
    contact_zh_hans TEXT NOT NULL,
    contact_zh_hant TEXT NOT NULL,
    contact_en TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    service_hours TEXT NOT NULL,
    response_hours BIGINT NOT NULL,
    accepts_referral BIGINT NOT NULL,
    status TEXT NOT NULL
);

CREATE TABLE organisation_services (
    org_id TEXT NOT NULL REFERENCES organisations,
    category_code TEXT NOT NULL,
    service_zh_hans TEXT NOT NULL,
    service_zh_hant TEXT NOT NULL,
    service_en TEXT NOT NULL,
    eligibility TEXT NOT NULL,
    capacity_per_week BIGINT,
    cost TEXT NOT NULL,
    PRIMARY KEY (org_id, category_code)
);

CREATE TABLE leaders (
    leader_id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members,
    role TEXT NOT NULL,
    estate_id TEXT NOT NULL REFERENCES estates,
    block_id TEXT NOT NULL REFERENCES blocks,
    floor_from BIGINT NOT NULL,
    floor_to BIGINT NOT NULL,
    home_unit_id TEXT REFERENCES units,
    screening TEXT NOT NULL,
    trained TEXT NOT NULL,
    availability TEXT NOT NULL,
    joined_on TEXT NOT NULL,
    status TEXT NOT NULL,
    deputy_for TEXT REFERENCES leaders
);
CREATE INDEX leaders_by_member ON leaders (member_id);
CREATE INDEX leaders_by_block ON leaders (block_id);

CREATE TABLE staff (
    staff_id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members,
    role TEXT NOT NULL,
    estate_id TEXT REFERENCES estates,
    org_id TEXT REFERENCES organisations,
    duty TEXT NOT NULL,
    joined_on TEXT NOT NULL,
    status TEXT NOT NULL
);
CREATE INDEX staff_by_member ON staff (member_id);
CREATE INDEX staff_by_estate ON staff (estate_id);

CREATE TABLE volunteers (
    volunteer_id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL UNIQUE REFERENCES members,
    estate_id TEXT NOT NULL REFERENCES estates,
    home_block_id TEXT NOT NULL REFERENCES blocks,
    home_floor BIGINT,
    age BIGINT,
    skills TEXT NOT NULL,
    spoken TEXT NOT NULL,
    screening TEXT NOT NULL,
    availability TEXT NOT NULL,
    max_tasks_per_week BIGINT NOT NULL,
    radius TEXT NOT NULL,
    can_lift BIGINT NOT NULL DEFAULT 0,
    has_vehicle BIGINT NOT NULL DEFAULT 0,
    guardian_id TEXT REFERENCES volunteers,
    minutes_total BIGINT NOT NULL DEFAULT 0,
    star BIGINT NOT NULL DEFAULT 0,
    trained TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL,
    paused_until_at BIGINT,
    consent_version TEXT,
    consented_at BIGINT,
    approved_by TEXT REFERENCES members,
    approved_at BIGINT,
    joined_on TEXT NOT NULL
);
CREATE INDEX volunteers_pending ON volunteers (estate_id) WHERE status = 'pending';

-- One row a skill and home block: what the search for helpers reads.
CREATE TABLE volunteer_skills (
    skill_code TEXT NOT NULL,
    block_id TEXT NOT NULL REFERENCES blocks,
    volunteer_id TEXT NOT NULL REFERENCES volunteers,
    PRIMARY KEY (skill_code, block_id, volunteer_id)
);
CREATE INDEX volunteer_skills_by_volunteer ON volunteer_skills (volunteer_id);

-- Households that would rather not be visited by somebody, kept quietly.
CREATE TABLE refusals (
    unit_id TEXT NOT NULL REFERENCES units,
    volunteer_id TEXT NOT NULL REFERENCES volunteers,
    PRIMARY KEY (unit_id, volunteer_id)
);

CREATE TABLE invitations (
    code_hash TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    estate_id TEXT REFERENCES estates,
    block_id TEXT REFERENCES blocks,
    floor_from BIGINT,
    floor_to BIGINT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    used_by TEXT REFERENCES members
);

CREATE TABLE invitation_tries (
    telegram_id BIGINT NOT NULL,
    tried_at BIGINT NOT NULL
);
CREATE INDEX invitation_tries_by_person ON invitation_tries (telegram_id, tried_at);

-- A neighbour without a role asks the leader of a block to get in touch.
CREATE TABLE enquiries (
    member_id TEXT PRIMARY KEY REFERENCES members,
    estate_id TEXT NOT NULL REFERENCES estates,
    block_id TEXT NOT NULL REFERENCES blocks,
    asked_at BIGINT NOT NULL,
    answered_by TEXT REFERENCES members,
    answered_at BIGINT
);

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE needs (
    need_id TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    estate_id TEXT NOT NULL REFERENCES estates,
    block_id TEXT NOT NULL REFERENCES blocks,
    floor BIGINT,
    unit_id TEXT REFERENCES units,
    category_code TEXT NOT NULL,
    urgency TEXT NOT NULL,
    state TEXT NOT NULL,
    helpers BIGINT NOT NULL CHECK (helpers > 0),
    places_taken BIGINT NOT NULL DEFAULT 0 CHECK (places_taken BETWEEN 0 AND helpers),
    person TEXT NOT NULL,
    when_words TEXT NOT NULL,
    from_at BIGINT,
    until_at BIGINT,
    notes TEXT NOT NULL,
    spoken TEXT NOT NULL,
    reporter_id TEXT NOT NULL REFERENCES members,
    owner_id TEXT NOT NULL REFERENCES members,
    wave BIGINT NOT NULL DEFAULT 0,
    round BIGINT NOT NULL DEFAULT 1,
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    next_due_at BIGINT,
    ended_reason TEXT NOT NULL DEFAULT '',
    emergency_call TEXT NOT NULL DEFAULT '',
    UNIQUE (estate_id, number)
);
CREATE INDEX needs_live_by_block ON needs (block_id)
    WHERE state IN ('open', 'matched', 'in_progress', 'done');
CREATE INDEX needs_live_by_estate ON needs (estate_id)
    WHERE state IN ('open', 'matched', 'in_progress', 'done');
CREATE INDEX needs_by_unit ON needs (unit_id, category_code, created_at);
CREATE INDEX needs_live_by_reporter ON needs (reporter_id)
    WHERE state IN ('open', 'matched', 'in_progress', 'done');

CREATE TABLE need_notes (
    note_id BIGINT PRIMARY KEY,
    need_id TEXT NOT NULL REFERENCES needs,
    by_member TEXT NOT NULL REFERENCES members,
    noted_at BIGINT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX need_notes_by_need ON need_notes (need_id);

CREATE TABLE attachments (
    attachment_id BIGINT PRIMARY KEY,
    need_id TEXT NOT NULL REFERENCES needs,
    file_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    attached_at BIGINT NOT NULL
);
CREATE INDEX attachments_by_need ON attachments (need_id);

CREATE TABLE need_alerts (
    need_id TEXT NOT NULL REFERENCES needs,
    member_id TEXT NOT NULL REFERENCES members,
    circle BIGINT NOT NULL,
    alerted_at BIGINT NOT NULL,
    PRIMARY KEY (need_id, member_id)
);

CREATE TABLE matches (
    match_id TEXT PRIMARY KEY,
    need_id TEXT NOT NULL REFERENCES needs,
    volunteer_id TEXT NOT NULL REFERENCES volunteers,
    member_id TEXT NOT NULL REFERENCES members,
    round BIGINT NOT NULL,
    wave BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    score BIGINT NOT NULL,
    p_accept REAL NOT NULL,
    reasons TEXT NOT NULL,
    state TEXT NOT NULL,
    place BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    offered_at BIGINT NOT NULL,
    answer_by_at BIGINT NOT NULL,
    shown_at BIGINT,
    answered_at BIGINT,
    decline_reason TEXT,
    accepted_at BIGINT,
    on_the_way_at BIGINT,
    arrived_at BIGINT,
    ended_at BIGINT,
    minutes BIGINT,
    remark TEXT NOT NULL DEFAULT '',
    safety_word TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX matches_one_live_offer ON matches (need_id, volunteer_id)
    WHERE state IN ('offered', 'accepted', 'on_the_way', 'arrived');
CREATE INDEX matches_by_need ON matches (need_id);
CREATE UNIQUE INDEX matches_one_taker_a_place ON matches (need_id, round, place)
    WHERE state IN ('accepted', 'on_the_way', 'arrived', 'completed');
CREATE INDEX matches_open_by_member ON matches (member_id)
    WHERE state IN ('offered', 'accepted', 'on_the_way', 'arrived');
-- Holds all that the search for helpers counts, so that a long history costs little.
CREATE INDEX matches_by_volunteer ON matches (volunteer_id, offered_at, accepted_at, state);

CREATE TABLE residents (
    resident_id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estates,
    unit_id TEXT NOT NULL REFERENCES units,
    block_id TEXT NOT NULL REFERENCES blocks,
    floor BIGINT NOT NULL,
    member_id TEXT REFERENCES members,
    name_zh_hans TEXT NOT NULL,
    name_zh_hant TEXT NOT NULL,
    name_en TEXT NOT NULL,
    gender TEXT NOT NULL,
    age BIGINT,
    living TEXT NOT NULL,
    client_groups TEXT NOT NULL,
    languages TEXT NOT NULL,
    phone TEXT NOT NULL,
    telegram_id BIGINT,
    tier TEXT NOT NULL,
    days TEXT NOT NULL,
    window_start TEXT NOT NULL,
    window_end TEXT NOT NULL,
    grace_minutes BIGINT NOT NULL,
    method TEXT NOT NULL,
    floor_leader_id TEXT REFERENCES leaders,
    building_leader_id TEXT NOT NULL REFERENCES leaders,
    contact_zh_hans TEXT NOT NULL,
    contact_zh_hant TEXT NOT NULL,
    contact_en TEXT NOT NULL,
    contact_relation TEXT NOT NULL,
    contact_phone TEXT NOT NULL,
    key_holder TEXT NOT NULL,
    mobility TEXT NOT NULL,
    sensory TEXT NOT NULL,
    medical_flag TEXT NOT NULL,
    consent_on TEXT,
    consent_scope TEXT NOT NULL,
    last_ok_on TEXT,
    paused_until TEXT,
    status TEXT NOT NULL
);
CREATE INDEX residents_by_member ON residents (member_id);

CREATE TABLE check_ins (
    check_in_id TEXT PRIMARY KEY,
    resident_id TEXT NOT NULL REFERENCES residents,
    estate_id TEXT NOT NULL REFERENCES estates,
    block_id TEXT NOT NULL REFERENCES blocks,
    state TEXT NOT NULL,
    step BIGINT NOT NULL DEFAULT 0,
    window_start_at BIGINT NOT NULL,
    window_end_at BIGINT NOT NULL,
    grace_minutes BIGINT NOT NULL,
    asked_at BIGINT,
    answered_at BIGINT,
    answered_by TEXT REFERENCES members,
    answer TEXT NOT NULL DEFAULT '',
    taken_by TEXT REFERENCES members,
    taken_at BIGINT,
    next_due_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (resident_id, window_start_at)
);
CREATE INDEX check_ins_live ON check_ins (estate_id, window_start_at)
    WHERE state IN ('asked', 'silent', 'escalated');

CREATE TABLE check_in_audience (
    check_in_id TEXT NOT NULL REFERENCES check_ins,
    member_id TEXT NOT NULL REFERENCES members,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (check_in_id, member_id)
);

CREATE TABLE broadcasts (
    broadcast_id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estates,
    block_id TEXT REFERENCES blocks,
    role TEXT NOT NULL,
    words TEXT NOT NULL,
    by_member TEXT NOT NULL REFERENCES members,
    state TEXT NOT NULL,
    total BIGINT NOT NULL,
    sent BIGINT NOT NULL DEFAULT 0,
    refused BIGINT NOT NULL DEFAULT 0,
    uncertain BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE TABLE audit (
    audit_id BIGINT PRIMARY KEY,
    written_at BIGINT NOT NULL,
    actor TEXT,
    action TEXT NOT NULL,
    object_id TEXT NOT NULL,
    facts TEXT NOT NULL
);
CREATE INDEX audit_by_object ON audit (object_id);
