"""The queries of the network, each from named nodes and with a limit; ``{these}`` are those it starts from."""

from __future__ import annotations

# What an IRI means: a document, the newest text of a work, the unit of a provision or of a fact, a body.
SORT = """SELECT ?sort ?node {{
  {{ VALUES ?node {{ <{iri}> }} ?node a lg:Document BIND("document" AS ?sort) BIND(0 AS ?rank) }}
  UNION {{
    VALUES ?work {{ <{iri}> }} ?work eli:has_member ?node . ?node a lg:Document
    BIND("document" AS ?sort) BIND(1 AS ?rank) OPTIONAL {{ ?node eli:date_document ?day }}
  }}
  UNION {{ VALUES ?part {{ <{iri}> }} ?part lg:inUnit ?node BIND("provision" AS ?sort) BIND(2 AS ?rank) }}
  UNION {{
    VALUES ?fact {{ <{iri}> }} ?fact lg:inProvision ?part . ?part lg:inUnit ?node
    BIND("provision" AS ?sort) BIND(3 AS ?rank)
  }}
  UNION {{ VALUES ?node {{ <{iri}> }} ?node lg:bodyKind ?any BIND("body" AS ?sort) BIND(4 AS ?rank) }}
  UNION {{ VALUES ?node {{ <{iri}> }} ?node lg:path ?path BIND("provision" AS ?sort) BIND(5 AS ?rank) }}
}} ORDER BY ?rank DESC(?day) ?node LIMIT 1"""
THINGS = """SELECT ?me ?sort ?name ?level ?year ?place ?in ?title ?order ?amended
  (SUBSTR(COALESCE(?heading, ?text, ""), 1, {words}) AS ?begins) {{
  {{
    VALUES ?me {{ {these} }} ?me a lg:Document ; lg:preferredLabel ?name BIND("document" AS ?sort)
    OPTIONAL {{ ?me lg:level ?level }} OPTIONAL {{ ?me eli:date_document ?day }}
    OPTIONAL {{ ?me lg:dateAmended ?changed }} OPTIONAL {{ ?me eli:jurisdiction/lg:preferredLabel ?place }}
  }} UNION {{
    VALUES ?me {{ {these} }} ?me lg:path ?path ; lg:inDocument ?in ; lg:preferredLabel ?name .
    ?in lg:preferredLabel ?title BIND("provision" AS ?sort)
    OPTIONAL {{ ?in lg:level ?level }} OPTIONAL {{ ?me lg:order ?order }}
    OPTIONAL {{ ?me lg:heading ?heading }} OPTIONAL {{ ?me lg:text ?text }}
  }} UNION {{
    VALUES ?me {{ {these} }} ?me lg:bodyKind ?any ; lg:preferredLabel ?name BIND("body" AS ?sort)
    OPTIONAL {{ ?me lg:division/lg:level ?level }}
  }}
  BIND(SUBSTR(STR(?day), 1, 4) AS ?year) BIND(SUBSTR(STR(?changed), 1, 4) AS ?amended)
}} ORDER BY ?me DESC(?amended) ?year ?place ?level LIMIT {rows}"""

# Of each query of links and of citations there are two, one a direction: planners do badly with both in one.
_LINKS = """SELECT ?me ?other (COUNT(?k) AS ?n) (MAX(?s) AS ?score) (SUM(IF(?s < {likely}, 1, 0)) AS ?doubtful)
  (GROUP_CONCAT(DISTINCT COALESCE(STR(?d), ""); SEPARATOR=" ") AS ?differences) {{
  VALUES ?me {{ {these} }} %s
  ?k lg:score ?s OPTIONAL {{ ?k lg:difference ?d }}
}} GROUP BY ?me ?other ORDER BY DESC(?n) DESC(?score) ?me ?other LIMIT {rows}"""
UPPER_DOCUMENTS = _LINKS % (
    "?mine lg:inDocument ?me . ?k lg:lowerUnit ?mine ; lg:upperUnit ?its . ?its lg:inDocument ?other ."
)
LOWER_DOCUMENTS = _LINKS % (
    "?mine lg:inDocument ?me . ?k lg:upperUnit ?mine ; lg:lowerUnit ?its . ?its lg:inDocument ?other ."
)
UPPER_PROVISIONS = _LINKS % "?k lg:lowerUnit ?me ; lg:upperUnit ?other ."
LOWER_PROVISIONS = _LINKS % "?k lg:upperUnit ?me ; lg:lowerUnit ?other ."
BASES = """SELECT DISTINCT ?low ?up {{
  {{ VALUES ?low {{ {these} }} ?low eli:based_on ?up }} UNION {{ VALUES ?up {{ {these} }} ?low eli:based_on ?up }}
  FILTER(?low != ?up)
}} ORDER BY ?low ?up LIMIT {rows}"""
_CITATIONS = """SELECT ?me ?other (COUNT(DISTINCT ?c) AS ?n) {{
  VALUES ?me {{ {these} }} %s FILTER(?me != ?other)
}} GROUP BY ?me ?other ORDER BY DESC(?n) ?me ?other LIMIT {rows}"""
CITED_BY_DOCUMENTS = (
    _CITATIONS % "?c lg:inDocument ?me ; lg:cites ?other . ?other a lg:Document",
    _CITATIONS % "?c lg:inDocument ?me ; lg:cites ?to . ?to lg:path ?path ; lg:inDocument ?other",
)
CITING_DOCUMENTS = (
    _CITATIONS % "?c lg:cites ?me ; lg:inDocument ?other",
    _CITATIONS % "?to lg:inDocument ?me . ?c lg:cites ?to ; lg:inDocument ?other",
)
CITED_BY_PROVISIONS = (
    _CITATIONS % "?part lg:inUnit ?me . ?c lg:inProvision ?part ; lg:cites ?other . ?other a lg:Document",
    _CITATIONS % "?part lg:inUnit ?me . ?c lg:inProvision ?part ; lg:cites ?to . ?to lg:inUnit ?other",
)
CITING_PROVISIONS = (
    _CITATIONS % "?to lg:inUnit ?me . ?c lg:cites ?to ; lg:inProvision ?part . ?part lg:inUnit ?other",
)
# What a body answers for: by a table of tasks, by a norm, by a role that running text gives it. One query each:
# planners begin with all facts of a role where the three are in one.
_ANSWERS = (
    "?f lg:body ?body ; lg:responsibilityRole ?r .",
    '?f lg:bearer ?body BIND("/bearer" AS ?r)',
    """?f lg:mentions ?body ; lg:mentionRole ?r
  FILTER(?r IN (body-role:lead, body-role:cooperating, body-role:responsible))
  FILTER NOT EXISTS {{ ?f lg:inProvision ?task . ?task a lg:ResponsibilityTask }}""",
)
_DUTIES = """SELECT ?body ?where (COUNT(DISTINCT ?f) AS ?n) (GROUP_CONCAT(DISTINCT STR(?r); SEPARATOR=" ") AS ?roles) {{
  %s
}} GROUP BY ?body ?where ORDER BY DESC(?n) ?body ?where LIMIT {rows}"""
DUTIES_OF_DOCUMENTS = tuple(
    _DUTIES % f"VALUES ?where {{{{ {{these}} }}}} ?f lg:inDocument ?where . {answers}" for answers in _ANSWERS
)
DUTIES_OF_PROVISIONS = tuple(
    _DUTIES
    % f"VALUES ?where {{{{ {{these}} }}}} ?part lg:inUnit ?where . ?f lg:inProvision ?part . {answers}"
    for answers in _ANSWERS
)
DUTIES_OF_BODIES = tuple(
    _DUTIES
    % (
        f"{{{{ SELECT ?f ?body ?r {{{{ VALUES ?body {{{{ {{these}} }}}} {answers} }}}} LIMIT {{facts}} }}}} "
        "?f lg:inDocument ?where"
    )
    for answers in _ANSWERS
)
INSIDE_DUTIES = tuple(
    _DUTIES.replace("?where", "?unit")
    % (
        "VALUES ?where {{ {these} }} VALUES ?body {{ {others} }} ?f lg:inDocument ?where ; lg:inProvision ?part . "
        f"?part lg:inUnit ?unit . {answers}"
    )
    for answers in _ANSWERS
)
REFORMS = """SELECT ?before ?after (MIN(STR(?name)) AS ?reform) (MIN(STR(?day)) AS ?when) (MIN(STR(?c)) AS ?sure) {{
  {{ VALUES ?before {{ {these} }} ?e org:originalOrganization ?before ; org:resultingOrganization ?after }}
  UNION {{ VALUES ?after {{ {these} }} ?e org:originalOrganization ?before ; org:resultingOrganization ?after }}
  OPTIONAL {{ ?e lg:preferredLabel ?name }} OPTIONAL {{ ?e dcterms:date ?day }} OPTIONAL {{ ?e lg:certainty ?c }}
}} GROUP BY ?before ?after ORDER BY ?when ?before ?after LIMIT {rows}"""
# The ties of the provisions of opened documents with what else is shown.
_INSIDE_LINKS = """SELECT ?mine ?its ?other ?s ?d {{
  VALUES ?me {{ {these} }} VALUES ?other {{ {others} }} ?mine lg:inDocument ?me . %s ?its lg:inDocument ?other .
  ?k lg:score ?s OPTIONAL {{ ?k lg:difference ?d }}
}} ORDER BY DESC(?s) ?mine ?its LIMIT {rows}"""
INSIDE_UPPER = _INSIDE_LINKS % "?k lg:lowerUnit ?mine ; lg:upperUnit ?its ."
INSIDE_LOWER = _INSIDE_LINKS % "?k lg:upperUnit ?mine ; lg:lowerUnit ?its ."
INSIDE_CITATIONS = (
    """SELECT DISTINCT ?unit ?cited {{
  VALUES ?citing {{ {these} }} VALUES ?cited {{ {others} }}
  ?c lg:inDocument ?citing ; lg:cites ?cited ; lg:inProvision ?part . ?part lg:inUnit ?unit FILTER(?cited != ?citing)
}} ORDER BY ?unit ?cited LIMIT {rows}""",
    """SELECT DISTINCT ?unit ?cited {{
  VALUES ?citing {{ {these} }} VALUES ?cited {{ {others} }}
  ?c lg:inDocument ?citing ; lg:cites ?to ; lg:inProvision ?part . ?to lg:path ?path ; lg:inDocument ?cited .
  ?part lg:inUnit ?unit FILTER(?cited != ?citing)
}} ORDER BY ?unit ?cited LIMIT {rows}""",
)
