-- What a reader of the warehouse can rely on: the views of the schema `main`. What lies beneath may change.
--
-- Each output column stands on a line of its own and ends in its comment; the comment of the view follows its name.
-- Tables are named without the lake, so the views work under any alias. "end" and "group" are words of SQL: quote them.

CREATE OR REPLACE VIEW main.articles AS  -- The current version of each article: one row a report.
SELECT
    article_id,  -- Id of the article: the producer's, or derived from its URL or content.
    content_hash,  -- SHA-256 of every field the producer sent but the id; another hash is a new version.
    version,  -- 1 for the first version of this article that was stored, counted up.
    title,  -- Title as the producer sent it.
    "text",  -- Text, trimmed; every start and end of sitrep counts its code points from 0.
    url,  -- URL as the producer sent it.
    source,  -- Source (outlet, wire, feed) as the producer sent it.
    published_at,  -- When it was published; null when the producer did not say.
    published_day,  -- Day of publication on the publisher's own calendar; never a day of an event.
    language,  -- BCP 47 tag of the language the coder took it for.
    coder_version,  -- Version of the coder that coded it.
    lexicon_version,  -- Version of the vocabulary it was coded with.
    relevant,  -- True when at least one event of political violence or disorder was found.
    coded,  -- False when it was stored and counted but not coded, because it is not in English.
    event_count,  -- Number of events found in it.
    stored_at,  -- When this version was stored: when we learnt it.
    commit_seq  -- Commit that stored this version; rows after commit N have commit_seq > N.
FROM store.articles ANTI JOIN store.superseded USING (version_key);

CREATE OR REPLACE VIEW main.article_versions AS  -- Every version of every article ever stored, also those replaced or retracted.
SELECT
    a.article_id,  -- Id of the article.
    a.version,  -- 1 for the first version that was stored, counted up.
    s.version_key IS NULL AS is_current,  -- True when this version is the one in the view articles.
    a.content_hash,  -- SHA-256 of every field the producer sent but the id.
    a.title,  -- Title of this version.
    a."text",  -- Text of this version.
    a.url,  -- URL of this version.
    a.source,  -- Source of this version.
    a.published_at,  -- When this version was published, by its producer.
    a.published_day,  -- Day of publication on the publisher's own calendar.
    a.language,  -- Language the coder took it for.
    a.coder_version,  -- Version of the coder that coded it.
    a.lexicon_version,  -- Version of the vocabulary it was coded with.
    a.relevant,  -- True when at least one event was found in this version.
    a.coded,  -- False when its language is not coded.
    a.event_count,  -- Number of events found in this version.
    a.stored_at,  -- When this version was stored; it was known from here ...
    s.superseded_at,  -- ... until here, when it was replaced or retracted; null while it is current.
    s.reason,  -- Why it is not current: replaced, or the reason of the retraction; null while it is current.
    a.version_key,  -- Key of this version in the tables beneath.
    a.commit_seq,  -- Commit that stored it.
    s.superseded_in  -- Commit that took it out; null while it is current.
FROM store.articles a LEFT JOIN store.superseded s ON s.version_key = a.version_key;

CREATE OR REPLACE VIEW main.events AS  -- One row an event of a current article: a report of what happened. Count incidents, not events, to count what happened.
SELECT
    e.event_id,  -- Id of the event: the same article and coder version give the same id.
    e.article_id,  -- Article that tells it.
    coalesce(l.incident_id, e.event_id) AS incident_id,  -- Real-world incident it tells; its own id when no other report is linked to it.
    e.source,  -- Source of the article.
    e.published_at,  -- When the article was published; null when not known.
    e.published_day,  -- Day of publication on the publisher's own calendar; never a day of the event.
    e.event_type,  -- ACLED event type.
    e.sub_event_type,  -- ACLED sub-event type.
    e."action",  -- The finer word: bombing, shooting, arson, arrest, ... (see the codebook).
    e.plover_category,  -- PLOVER category.
    e.plover_mode,  -- PLOVER mode; null where the category has none that fits.
    e.status,  -- occurred, attempted, threatened, planned, denied or historical: filter on it before counting.
    e.attribution,  -- How the perpetrator is named: fact, claimed, blamed_by_authorities, suspected or unknown.
    e.trigger_start,  -- First code point of the words that say it happened.
    e.trigger_end,  -- End of these words, exclusive.
    e.trigger_text,  -- These words.
    e.trigger_field,  -- Where they stand: text or title.
    e.sentence_start,  -- First code point of the sentence.
    e.sentence_end,  -- End of the sentence, exclusive.
    e.sentence_text,  -- The sentence that tells it.
    e.sentence_field,  -- Where it stands: text or title.
    e.first_day,  -- First day on which it may have happened; null when not known.
    e.last_day,  -- Last day on which it may have happened; null when not known.
    e.day_precision,  -- UCDP date_prec: 1 the day is known, 2 to 5 wider.
    e.place_start,  -- First code point of the words of the place.
    e.place_end,  -- End of these words, exclusive.
    e.place_text,  -- The place as the article names it.
    e.place_field,  -- Where it stands: text or title.
    e.place_place_id,  -- Id of the place in the gazetteer; null when it could not be resolved.
    e.place_name,  -- Name of the place.
    e.place_lat,  -- Latitude in WGS 84 degrees; null when it could not be resolved.
    e.place_lon,  -- Longitude in WGS 84 degrees; null when it could not be resolved.
    e.place_country,  -- Country, ISO 3166-1 alpha-2.
    e.place_country_name,  -- Name of the country.
    e.place_admin1,  -- First-order division: state, province, governorate.
    e.place_feature,  -- country, admin1, admin2, city, town, village, facility, water or area.
    e.place_confidence,  -- Confidence that this is the place meant, 0 to 1.
    e.place_precision,  -- UCDP where_prec: 1 exact to 7 water or airspace.
    e.killed_low,  -- People killed, lowest number the report allows; null is not reported, 0 is reported as none.
    e.killed_best,  -- People killed, the number the report gives; null where open.
    e.killed_high,  -- People killed, highest number the report allows; null where open.
    e.injured_low,  -- People injured, lowest.
    e.injured_best,  -- People injured, as reported.
    e.injured_high,  -- People injured, highest.
    e.abducted_low,  -- People abducted, lowest.
    e.abducted_best,  -- People abducted, as reported.
    e.abducted_high,  -- People abducted, highest.
    e.detained_low,  -- People detained, lowest.
    e.detained_best,  -- People detained, as reported.
    e.detained_high,  -- People detained, highest.
    e.missing_low,  -- People missing, lowest.
    e.missing_best,  -- People missing, as reported.
    e.missing_high,  -- People missing, highest.
    [a FOR a IN e.actors IF a."role" = 'perpetrator'] AS perpetrators,  -- Who did it, as a list; one row each in event_actors.
    [a FOR a IN e.actors IF a."role" = 'target'] AS targets,  -- To whom or what, as a list; one row each in event_actors.
    e.weapons,  -- Weapons, as a list of spans with their kind.
    e.evidence,  -- Words that support the fields, as a list; one row each in the view evidence.
    e."rule",  -- Id of the rule that fired, listed in the codebook.
    e.confidence,  -- Confidence in the event, 0 to 1, calibrated.
    e.stored_at,  -- When it was stored: when we learnt it.
    e.commit_seq  -- Commit that stored it.
FROM store.events e
ANTI JOIN store.superseded s ON s.version_key = e.version_key
LEFT JOIN (
    SELECT event_key, arg_max(incident_id, link_seq) AS incident_id FROM store.links GROUP BY event_key
) l ON l.event_key = e.event_key;

CREATE OR REPLACE VIEW main.event_actors AS  -- One row a perpetrator or target of an event of a current article.
SELECT
    e.event_id,  -- Event.
    e.article_id,  -- Article that tells it.
    a.actor."role" AS "role",  -- perpetrator or target.
    a.actor.ordinal AS ordinal,  -- Place among the event's actors of this role, from 0.
    a.actor.actor_id AS actor_id,  -- Id in the registry of actors; null when the words name none.
    a.actor."name" AS "name",  -- Name of the actor, or the words when it is not in the registry.
    a.actor.kind AS kind,  -- state_forces, rebels, political_militia, identity_militia, rioters, protesters, civilians, ...
    a.actor.form AS form,  -- organisation, person, people, facility, vehicle or infrastructure.
    a.actor.field AS field,  -- Where the words stand: text or title.
    a.actor."start" AS "start",  -- First code point of the words.
    a.actor."end" AS "end",  -- End of the words, exclusive.
    a.actor."text" AS "text"  -- The words.
FROM store.events e
ANTI JOIN store.superseded s ON s.version_key = e.version_key,
unnest(e.actors) AS a(actor);

CREATE OR REPLACE VIEW main.evidence AS  -- One row a span of an article that supports fields of an event: every number traced to its words.
SELECT
    e.event_id,  -- Event.
    e.article_id,  -- Article the words stand in.
    v.span.field AS field,  -- Where they stand: text or title.
    v.span."start" AS "start",  -- First code point of the words.
    v.span."end" AS "end",  -- End of the words, exclusive.
    v.span."text" AS "text",  -- The words.
    v.span.supports AS supports  -- Names of the event's fields that they support.
FROM store.events e
ANTI JOIN store.superseded s ON s.version_key = e.version_key,
unnest(e.evidence) AS v(span);

CREATE OR REPLACE VIEW main.mentions AS  -- One row a mention of an actor, place, casualty count or date in a current article; columns of the other types are null.
SELECT
    e.article_id,  -- Article it stands in.
    m.mention.mention_type AS mention_type,  -- actor, place, casualty or date.
    m.mention.ordinal AS ordinal,  -- Place among the article's mentions of this type, from 0.
    m.mention.field AS field,  -- Where it stands: text or title.
    m.mention."start" AS "start",  -- First code point of the words.
    m.mention."end" AS "end",  -- End of the words, exclusive.
    m.mention."text" AS "text",  -- The words.
    m.mention."name" AS "name",  -- Name of the actor or place.
    m.mention.actor_id AS actor_id,  -- Actor: id in the registry; null when the words name none.
    m.mention.kind AS kind,  -- Actor or casualty: kind of actor.
    m.mention.place_id AS place_id,  -- Place: id in the gazetteer.
    m.mention.lat AS lat,  -- Place: latitude; null when it could not be resolved.
    m.mention.lon AS lon,  -- Place: longitude; null when it could not be resolved.
    m.mention.country AS country,  -- Actor or place: country, ISO 3166-1 alpha-2.
    m.mention.country_name AS country_name,  -- Place: name of the country.
    m.mention.admin1 AS admin1,  -- Place: first-order division.
    m.mention.feature AS feature,  -- Place: country, admin1, admin2, city, town, village, facility, water or area.
    m.mention.confidence AS confidence,  -- Place: confidence of the resolution, 0 to 1.
    m.mention.outcome AS outcome,  -- Casualty: killed, injured, abducted, detained, missing or displaced.
    m.mention.low AS low,  -- Casualty: lowest number.
    m.mention.best AS best,  -- Casualty: best number; null where open.
    m.mention.high AS high,  -- Casualty: highest number; null where open.
    m.mention."method" AS "method",  -- Casualty: exact, approximate, at_least, at_most or vague.
    m.mention."group" AS "group",  -- Casualty: the words for who they are.
    m.mention.first_day AS first_day,  -- Date: first day; null when it could not be resolved.
    m.mention.last_day AS last_day,  -- Date: last day; null when it could not be resolved.
    m.mention."precision" AS "precision"  -- Date: UCDP date_prec, 1 to 5.
FROM store.articles e
ANTI JOIN store.superseded s ON s.version_key = e.version_key,
unnest(e.mentions) AS m(mention);

CREATE OR REPLACE VIEW main.casualties AS  -- One row a count of people harmed in a current article, whether or not an event took it up.
SELECT
    article_id,  -- Article it stands in.
    ordinal,  -- Place among the article's counts, from 0.
    outcome,  -- killed, injured, abducted, detained, missing or displaced.
    low,  -- Lowest number.
    best,  -- Best number; null where open.
    high,  -- Highest number; null where open.
    "method",  -- exact, approximate, at_least, at_most or vague.
    "group",  -- The words for who they are.
    kind,  -- Kind of actor they are.
    field,  -- Where the words stand: text or title.
    "start",  -- First code point of the words.
    "end",  -- End of the words, exclusive.
    "text"  -- The words.
FROM main.mentions WHERE mention_type = 'casualty';

CREATE OR REPLACE VIEW main.incidents AS  -- One row a real-world incident, however many reports tell it. Its status is the firmest that any report gives, and only reports of that status count for place, days and numbers.
WITH told AS (
    SELECT
        *,
        list_position(['occurred', 'attempted', 'denied', 'threatened', 'planned', 'historical'], status) AS firmness,
        (-confidence, coalesce(published_at, TIMESTAMPTZ '9999-12-31 00:00:00+00'), event_id) AS by_confidence,
        (
            place_lat IS NULL, coalesce(place_precision, 9), -coalesce(place_confidence, 0),
            coalesce(published_at, TIMESTAMPTZ '9999-12-31 00:00:00+00'), event_id
        ) AS by_place,
        (
            first_day IS NULL, coalesce(day_precision, 9),
            coalesce(published_at, TIMESTAMPTZ '9999-12-31 00:00:00+00'), event_id
        ) AS by_day,
        (coalesce(published_at, TIMESTAMPTZ '0001-01-01 00:00:00+00'), event_id) AS by_latest
    FROM main.events
), firmest AS (
    SELECT
        incident_id,
        min(firmness) AS firmness,
        count(DISTINCT article_id) AS reports,
        count(DISTINCT source) AS sources,
        min(published_at) AS first_published_at,
        max(published_at) AS last_published_at,
        min(stored_at) AS first_stored_at,
        max(stored_at) AS last_stored_at,
        max(commit_seq) AS commit_seq
    FROM told GROUP BY incident_id
), best AS (
    SELECT
        told.incident_id,
        any_value(told.status) AS status,
        arg_min(told.event_id, by_confidence) AS event_id,
        arg_min(told.event_type, by_confidence) AS event_type,
        arg_min(told.sub_event_type, by_confidence) AS sub_event_type,
        arg_min(told."action", by_confidence) AS "action",
        arg_min(told.plover_category, by_confidence) AS plover_category,
        arg_min({'mode': told.plover_mode}, by_confidence) AS plover,
        arg_min(told.attribution, by_confidence) AS attribution,
        max(told.confidence) AS confidence,
        arg_min({
            'first_day': told.first_day, 'last_day': told.last_day, 'precision': told.day_precision
        }, by_day) AS days,
        arg_min({
            'place_id': told.place_place_id, 'name': told.place_name, 'lat': told.place_lat, 'lon': told.place_lon,
            'country': told.place_country, 'country_name': told.place_country_name, 'admin1': told.place_admin1,
            'feature': told.place_feature, 'confidence': told.place_confidence, 'precision': told.place_precision
        }, by_place) AS place,
        min(coalesce(told.killed_low, told.killed_best)) AS killed_low,
        arg_max(told.killed_best, by_latest) AS killed_best,
        max(coalesce(told.killed_high, told.killed_best)) AS killed_high,
        max(greatest(told.killed_low, told.killed_best)) AS killed_floor,
        min(coalesce(told.injured_low, told.injured_best)) AS injured_low,
        arg_max(told.injured_best, by_latest) AS injured_best,
        max(coalesce(told.injured_high, told.injured_best)) AS injured_high,
        max(greatest(told.injured_low, told.injured_best)) AS injured_floor,
        min(coalesce(told.abducted_low, told.abducted_best)) AS abducted_low,
        arg_max(told.abducted_best, by_latest) AS abducted_best,
        max(coalesce(told.abducted_high, told.abducted_best)) AS abducted_high,
        max(greatest(told.abducted_low, told.abducted_best)) AS abducted_floor,
        min(coalesce(told.detained_low, told.detained_best)) AS detained_low,
        arg_max(told.detained_best, by_latest) AS detained_best,
        max(coalesce(told.detained_high, told.detained_best)) AS detained_high,
        max(greatest(told.detained_low, told.detained_best)) AS detained_floor,
        min(coalesce(told.missing_low, told.missing_best)) AS missing_low,
        arg_max(told.missing_best, by_latest) AS missing_best,
        max(coalesce(told.missing_high, told.missing_best)) AS missing_high,
        max(greatest(told.missing_low, told.missing_best)) AS missing_floor
    FROM told JOIN firmest ON told.incident_id = firmest.incident_id AND told.firmness = firmest.firmness
    GROUP BY told.incident_id
)
SELECT
    f.incident_id,  -- Id of the incident; the id of its only event when one report tells it.
    b.event_type,  -- ACLED event type, by the report with the highest confidence (then the earliest).
    b.sub_event_type,  -- ACLED sub-event type, by the same report.
    b."action",  -- The finer word, by the same report.
    b.plover_category,  -- PLOVER category, by the same report.
    b.plover.mode AS plover_mode,  -- PLOVER mode, by the same report.
    b.status,  -- The firmest status of any report: occurred, attempted, denied, threatened, planned, historical, in this order.
    b.attribution,  -- How the perpetrator is named, by the report with the highest confidence.
    b.days.first_day AS first_day,  -- First day it may have happened, by the report with the finest day (then the earliest); null when none knows.
    b.days.last_day AS last_day,  -- Last day it may have happened, by the same report.
    b.days.precision AS day_precision,  -- UCDP date_prec of that report: 1 the day is known, 2 to 5 wider.
    b.place.place_id AS place_place_id,  -- Id of the place, by the report that resolves it most precisely (then most confidently, then the earliest).
    b.place.name AS place_name,  -- Name of that place.
    b.place.lat AS place_lat,  -- Its latitude; null when no report's place could be resolved.
    b.place.lon AS place_lon,  -- Its longitude; null when no report's place could be resolved.
    b.place.country AS place_country,  -- Its country, ISO 3166-1 alpha-2.
    b.place.country_name AS place_country_name,  -- Name of its country.
    b.place.admin1 AS place_admin1,  -- Its first-order division.
    b.place.feature AS place_feature,  -- country, admin1, admin2, city, town, village, facility, water or area.
    b.place.confidence AS place_confidence,  -- Confidence that this is the place meant, 0 to 1.
    b.place.precision AS place_precision,  -- UCDP where_prec: 1 exact to 7 water or airspace.
    b.killed_low,  -- People killed: the lowest number any report allows. Reports are never added up.
    b.killed_best,  -- People killed: the number of the latest published report that gives one.
    CASE WHEN b.killed_floor > coalesce(b.killed_high, -1) THEN NULL ELSE b.killed_high END AS killed_high,  -- People killed: the highest number any report allows; null (open) when a report's "at least" lies above every closed end.
    b.injured_low,  -- People injured: the lowest number any report allows.
    b.injured_best,  -- People injured: the number of the latest published report that gives one.
    CASE WHEN b.injured_floor > coalesce(b.injured_high, -1) THEN NULL ELSE b.injured_high END AS injured_high,  -- People injured: the highest number any report allows; null where open.
    b.abducted_low,  -- People abducted: the lowest number any report allows.
    b.abducted_best,  -- People abducted: the number of the latest published report that gives one.
    CASE WHEN b.abducted_floor > coalesce(b.abducted_high, -1) THEN NULL ELSE b.abducted_high END AS abducted_high,  -- People abducted: the highest number any report allows; null where open.
    b.detained_low,  -- People detained: the lowest number any report allows.
    b.detained_best,  -- People detained: the number of the latest published report that gives one.
    CASE WHEN b.detained_floor > coalesce(b.detained_high, -1) THEN NULL ELSE b.detained_high END AS detained_high,  -- People detained: the highest number any report allows; null where open.
    b.missing_low,  -- People missing: the lowest number any report allows.
    b.missing_best,  -- People missing: the number of the latest published report that gives one.
    CASE WHEN b.missing_floor > coalesce(b.missing_high, -1) THEN NULL ELSE b.missing_high END AS missing_high,  -- People missing: the highest number any report allows; null where open.
    f.reports,  -- Number of articles that tell it, of whatever status.
    f.sources,  -- Number of distinct sources among them; 0 when none names its source.
    b.confidence,  -- Highest confidence of its reports.
    b.event_id AS lead_event_id,  -- Event of the report with the highest confidence.
    f.first_published_at,  -- When its first report was published; null when no report has a time.
    f.last_published_at,  -- When its last report was published.
    f.first_stored_at,  -- When we learnt of it.
    f.last_stored_at,  -- When we last learnt something about it.
    f.commit_seq  -- Commit of its newest report.
FROM firmest f JOIN best b ON b.incident_id = f.incident_id;

CREATE OR REPLACE VIEW main.incident_actors AS  -- One row a perpetrator or target of an incident: the reports' words for the same registered actor, or the same name, are one row.
SELECT
    e.incident_id,  -- Incident.
    a.actor."role" AS "role",  -- perpetrator or target.
    a.actor.actor_id AS actor_id,  -- Id in the registry of actors; null when the words name none.
    min(a.actor."name") AS "name",  -- Name of the actor, or the words when it is not in the registry.
    min(a.actor.kind) AS kind,  -- Kind of actor (the first in the alphabet when reports differ).
    min(a.actor.form) AS form,  -- organisation, person, people, facility, vehicle or infrastructure.
    count(DISTINCT e.article_id) AS reports  -- Number of articles that name it in this role.
FROM main.events e, unnest(e.perpetrators || e.targets) AS a(actor)
GROUP BY e.incident_id, a.actor."role", a.actor.actor_id, CASE WHEN a.actor.actor_id IS NULL THEN a.actor."name" END;

CREATE OR REPLACE VIEW main.daily_activity AS  -- Incidents that occurred, by day, country and type. Incidents whose day or country is not known are counted in rows with a null there.
SELECT
    first_day AS "day",  -- Day it happened (the first, when it is a range); null when not known. Not the day of publication.
    place_country AS country,  -- Country, ISO 3166-1 alpha-2; null when not known.
    any_value(place_country_name) AS country_name,  -- Name of the country.
    event_type,  -- ACLED event type.
    count(*) AS incidents,  -- Number of incidents.
    sum(reports)::BIGINT AS reports,  -- Number of reports of them.
    sum(killed_low)::BIGINT AS killed_low,  -- People killed, sum of the lowest numbers; null when no incident has one.
    sum(coalesce(killed_best, killed_low))::BIGINT AS killed_best,  -- People killed, sum of the best numbers (the lowest where the best is open).
    sum(coalesce(killed_high, killed_best, killed_low))::BIGINT AS killed_high,  -- People killed, sum of the highest numbers (the best, then the lowest, where it is open).
    count(*) FILTER (WHERE killed_high IS NULL AND killed_low IS NOT NULL) AS killed_open,  -- Number of incidents whose highest number of killed is open: the true sum may be above killed_high.
    sum(injured_low)::BIGINT AS injured_low,  -- People injured, sum of the lowest numbers.
    sum(coalesce(injured_best, injured_low))::BIGINT AS injured_best,  -- People injured, sum of the best numbers.
    sum(coalesce(injured_high, injured_best, injured_low))::BIGINT AS injured_high  -- People injured, sum of the highest numbers.
FROM main.incidents
WHERE status = 'occurred'
GROUP BY first_day, place_country, event_type;

CREATE OR REPLACE VIEW main.rejections AS  -- One row a record that could not be used, with the reason and its original bytes: nothing is dropped silently.
SELECT
    reason,  -- Code of the reason: not-json, missing-field, too-large, ...
    detail,  -- What exactly was wrong, and where in the record.
    stage,  -- Part of sitrep that rejected it.
    origin_kind,  -- Kind of origin: file, http, feed, kafka, ...
    origin_file,  -- File it came from.
    origin_line,  -- Line of the file, from 1.
    origin_url,  -- URL it came from.
    origin_position,  -- Position in the request or feed.
    origin_topic,  -- Kafka topic it came from.
    origin_partition,  -- Partition of the topic.
    origin_offset,  -- Offset in the partition.
    original,  -- The record as received.
    rejected_at,  -- When it was rejected.
    stored_at,  -- When the rejection was stored.
    commit_seq  -- Commit that stored it.
FROM store.rejections;
