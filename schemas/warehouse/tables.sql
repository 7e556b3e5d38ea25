-- The tables of the warehouse, in the schema `store` of the lake. Read `views.sql` for what analysts may rely on.
--
-- Everything is append-only: a new version of an article adds rows, and one row in `superseded` takes the old ones
-- out of the current views. Nothing is updated or deleted, so "what did we know on Tuesday?" needs no snapshots.
-- The comment at the end of a line becomes the comment of the column.

CREATE TABLE IF NOT EXISTS store.articles (  -- One row a version of an article, with what the coder found in it.
    version_key UBIGINT,             -- Hash of the article id and the version: the key that ties and supersedes rows.
    article_key UBIGINT,             -- Hash of the article id; the writer's index is sorted by it.
    fingerprint UBIGINT,             -- Hash of content hash, coder version and lexicon version: same means unchanged.
    version INTEGER,                 -- 1 for the first version of the article, counted up.
    published_day DATE,              -- Day of publication on the publisher's calendar; null when not known. Partitioned by it.
    stored_at TIMESTAMPTZ,           -- When the warehouse learnt it.
    commit_seq BIGINT,               -- The writer's own count of commits.
    article_id VARCHAR,              -- Id of the article.
    content_hash VARCHAR,            -- SHA-256 of every field the producer sent but the id.
    title VARCHAR,                   -- Title as sent.
    text VARCHAR,                    -- Text, trimmed; offsets count its code points.
    url VARCHAR,                     -- URL as sent.
    source VARCHAR,                  -- Source as sent.
    published_at TIMESTAMPTZ,        -- Instant of publication, as sent.
    published_offset INTEGER,        -- Zone of published_at as the producer gave it, in seconds east of UTC.
    given_language VARCHAR,          -- Language as sent; null when the producer gave none.
    language VARCHAR,                -- Language as the coder saw it.
    coder_version VARCHAR,           -- Version of the coder.
    lexicon_version VARCHAR,         -- Version of the vocabulary.
    relevant BOOLEAN,                -- Whether at least one event was found.
    coded BOOLEAN,                   -- False when the language is not coded.
    event_count INTEGER,             -- Number of events found.
    mentions STRUCT(
        mention_type VARCHAR, ordinal INTEGER, field VARCHAR, "start" INTEGER, "end" INTEGER, "text" VARCHAR,
        "name" VARCHAR, actor_id VARCHAR, kind VARCHAR,
        place_id VARCHAR, lat DOUBLE, lon DOUBLE, country VARCHAR, country_name VARCHAR, admin1 VARCHAR, feature VARCHAR,
        confidence DOUBLE,
        outcome VARCHAR, low BIGINT, best BIGINT, high BIGINT, "method" VARCHAR, "group" VARCHAR,
        first_day DATE, last_day DATE, "precision" INTEGER
    )[]                              -- Mentions of actors, places, casualties and dates; mention_type says which.
);

CREATE TABLE IF NOT EXISTS store.events (  -- One row an event of one version of an article.
    version_key UBIGINT,             -- Of the article's version.
    event_key UBIGINT,               -- Hash of version_key and event_id; links point at it.
    published_day DATE,              -- As in articles; never a day of the event.
    stored_at TIMESTAMPTZ,           -- When the warehouse learnt it.
    commit_seq BIGINT,               -- The writer's own count of commits.
    article_id VARCHAR,              -- Article that tells the event.
    source VARCHAR,                  -- Source of the article.
    published_at TIMESTAMPTZ,        -- Instant of the article's publication.
    ordinal INTEGER,                 -- Place of the event in the coded article, from 0.
    event_id VARCHAR,                -- Deterministic id of the event.
    event_type VARCHAR,              -- ACLED event type.
    sub_event_type VARCHAR,          -- ACLED sub-event type.
    "action" VARCHAR,                -- The finer word.
    plover_category VARCHAR,         -- PLOVER category.
    plover_mode VARCHAR,             -- PLOVER mode.
    status VARCHAR,                  -- occurred, attempted, threatened, planned, denied or historical.
    attribution VARCHAR,             -- Of the perpetrator.
    trigger_start INTEGER,           -- The words that say it happened.
    trigger_end INTEGER,             -- End of the trigger, exclusive.
    trigger_text VARCHAR,            -- The trigger's words.
    trigger_field VARCHAR,           -- text or title.
    sentence_start INTEGER,          -- The sentence.
    sentence_end INTEGER,            -- End of the sentence, exclusive.
    sentence_text VARCHAR,           -- The sentence's words.
    sentence_field VARCHAR,          -- text or title.
    first_day DATE,                  -- First day it may have happened; null when not known.
    last_day DATE,                   -- Last day it may have happened; null when not known.
    day_precision INTEGER,           -- UCDP date_prec, 1 to 5.
    place_start INTEGER,             -- The words of the place.
    place_end INTEGER,               -- End of the place's words, exclusive.
    place_text VARCHAR,              -- The place's words.
    place_field VARCHAR,             -- text or title.
    place_place_id VARCHAR,          -- Id of the place in the gazetteer.
    place_name VARCHAR,              -- Name of the place.
    place_lat DOUBLE,                -- Latitude, WGS 84.
    place_lon DOUBLE,                -- Longitude, WGS 84.
    place_country VARCHAR,           -- ISO 3166-1 alpha-2.
    place_country_name VARCHAR,      -- Name of the country.
    place_admin1 VARCHAR,            -- First-order division.
    place_feature VARCHAR,           -- Kind of place.
    place_confidence DOUBLE,         -- Confidence of the resolution.
    place_precision INTEGER,         -- UCDP where_prec, 1 to 7.
    killed_low BIGINT,               -- Killed, lowest.
    killed_best BIGINT,              -- Killed, best.
    killed_high BIGINT,              -- Killed, highest.
    injured_low BIGINT,              -- Injured, lowest.
    injured_best BIGINT,             -- Injured, best.
    injured_high BIGINT,             -- Injured, highest.
    abducted_low BIGINT,             -- Abducted, lowest.
    abducted_best BIGINT,            -- Abducted, best.
    abducted_high BIGINT,            -- Abducted, highest.
    detained_low BIGINT,             -- Detained, lowest.
    detained_best BIGINT,            -- Detained, best.
    detained_high BIGINT,            -- Detained, highest.
    missing_low BIGINT,              -- Missing, lowest.
    missing_best BIGINT,             -- Missing, best.
    missing_high BIGINT,             -- Missing, highest.
    actors STRUCT(
        "role" VARCHAR, ordinal INTEGER, field VARCHAR, "start" INTEGER, "end" INTEGER, "text" VARCHAR,
        actor_id VARCHAR, "name" VARCHAR, kind VARCHAR, form VARCHAR
    )[],                             -- Perpetrators and targets; role says which.
    weapons STRUCT(
        field VARCHAR, "start" INTEGER, "end" INTEGER, "text" VARCHAR, kind VARCHAR
    )[],                             -- Weapons.
    evidence STRUCT(
        field VARCHAR, "start" INTEGER, "end" INTEGER, "text" VARCHAR, supports VARCHAR[]
    )[],                             -- Spans, each with the fields it supports.
    "rule" VARCHAR,                  -- Rule that fired.
    confidence DOUBLE                -- 0 to 1, calibrated.
);

CREATE TABLE IF NOT EXISTS store.superseded (  -- One row a version of an article that is no longer current.
    version_key UBIGINT,             -- The version that is out.
    published_day DATE,              -- Of the version that is out.
    superseded_at TIMESTAMPTZ,       -- When it went out.
    superseded_in BIGINT,            -- commit_seq of the commit that took it out.
    reason VARCHAR                   -- replaced, or why it was retracted.
);

CREATE TABLE IF NOT EXISTS store.links (  -- Which incident an event tells; of several rows of an event the last link_seq counts.
    event_key UBIGINT,               -- As in events.
    event_id VARCHAR,                -- The event.
    incident_id VARCHAR,             -- The incident it tells.
    link_seq BIGINT,                 -- commit_seq of the link; the highest of an event counts.
    linked_at TIMESTAMPTZ,           -- When the link was made.
    linker_version VARCHAR           -- Version of the linker.
);

CREATE TABLE IF NOT EXISTS store.rejections (  -- One row a record that could not be used.
    rejection_key UBIGINT,           -- Hash of reason, origin and original: the same file read twice adds nothing.
    stored_at TIMESTAMPTZ,           -- When the warehouse learnt it.
    commit_seq BIGINT,               -- The writer's own count of commits.
    reason VARCHAR,                  -- Code of the reason.
    detail VARCHAR,                  -- What exactly was wrong.
    stage VARCHAR,                   -- Where in sitrep.
    origin_kind VARCHAR,             -- Kind of origin.
    origin_file VARCHAR,             -- File.
    origin_line INTEGER,             -- Line.
    origin_url VARCHAR,              -- URL.
    origin_position BIGINT,          -- Position in a request or feed.
    origin_topic VARCHAR,            -- Kafka topic.
    origin_partition INTEGER,        -- Kafka partition.
    origin_offset BIGINT,            -- Kafka offset.
    original BLOB,                   -- Bytes as received.
    rejected_at TIMESTAMPTZ          -- When it was rejected.
);

CREATE TABLE IF NOT EXISTS store.commits (  -- One row a commit of the writer that changed something: the change feed's spine.
    commit_seq BIGINT,               -- The writer's own count of commits.
    stored_at TIMESTAMPTZ,           -- When.
    articles INTEGER,                -- Versions of articles added.
    events INTEGER,                  -- Events added.
    superseded INTEGER,              -- Versions taken out.
    rejections INTEGER,              -- Rejections added.
    links INTEGER                    -- Links added.
);

CREATE TABLE IF NOT EXISTS store.meta (  -- Facts about the warehouse itself; of several rows of a key the last set_at counts.
    key VARCHAR,                     -- layout, views.
    value VARCHAR,                   -- Its value.
    set_at TIMESTAMPTZ               -- When it was set.
);

-- A partition's next offset lives in a small table of its own (store.offsets_<topic>_<partition>), made when the
-- partition is first written: replacing its one row inside the batch's transaction is the fence against a second sink.


-- By year, not by month: a commit writes a file for each partition it touches and 140 rows of statistics for each pair
-- of files, so 1,000 articles of an archive, shuffled over 65 months, took three times as long by month. What arrives in
-- order of time is pruned by the files' own ranges of days, and what a merge rewrites is bounded by size.
ALTER TABLE store.articles SET PARTITIONED BY (year(published_day));
ALTER TABLE store.events SET PARTITIONED BY (year(published_day));
