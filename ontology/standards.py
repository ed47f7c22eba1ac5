"""Terms of the standards that lawgraph uses, a class for each standard.

Made by ``python -m ontology.generate``; do not edit by hand.

Each attribute is the IRI of a term as a plain string. Only terms in use are listed: an IRI of a standard that
is not here fails ``tests/test_vocabulary.py``. To use another, look it up in the standard and add it to
``standards.tsv``.
"""

# ruff: noqa: N815 (terms are spelt as their vocabulary spells them)

from __future__ import annotations

from typing import Final


class ELI:
    """European Legislation Identifier."""

    NAMESPACE: Final = "http://data.europa.eu/eli/ontology#"
    LegalExpression: Final = "http://data.europa.eu/eli/ontology#LegalExpression"
    LegalResource: Final = "http://data.europa.eu/eli/ontology#LegalResource"
    LegalResourceSubdivision: Final = "http://data.europa.eu/eli/ontology#LegalResourceSubdivision"
    amends: Final = "http://data.europa.eu/eli/ontology#amends"
    applies: Final = "http://data.europa.eu/eli/ontology#applies"
    based_on: Final = "http://data.europa.eu/eli/ontology#based_on"
    cites: Final = "http://data.europa.eu/eli/ontology#cites"
    date_document: Final = "http://data.europa.eu/eli/ontology#date_document"
    date_no_longer_in_force: Final = "http://data.europa.eu/eli/ontology#date_no_longer_in_force"
    date_publication: Final = "http://data.europa.eu/eli/ontology#date_publication"
    ensures_implementation_of: Final = "http://data.europa.eu/eli/ontology#ensures_implementation_of"
    first_date_entry_in_force: Final = "http://data.europa.eu/eli/ontology#first_date_entry_in_force"
    has_annex: Final = "http://data.europa.eu/eli/ontology#has_annex"
    has_member: Final = "http://data.europa.eu/eli/ontology#has_member"
    has_part: Final = "http://data.europa.eu/eli/ontology#has_part"
    is_about: Final = "http://data.europa.eu/eli/ontology#is_about"
    is_member_of: Final = "http://data.europa.eu/eli/ontology#is_member_of"
    is_part_of: Final = "http://data.europa.eu/eli/ontology#is_part_of"
    is_realized_by: Final = "http://data.europa.eu/eli/ontology#is_realized_by"
    jurisdiction: Final = "http://data.europa.eu/eli/ontology#jurisdiction"
    language: Final = "http://data.europa.eu/eli/ontology#language"
    number: Final = "http://data.europa.eu/eli/ontology#number"
    passed_by: Final = "http://data.europa.eu/eli/ontology#passed_by"
    realizes: Final = "http://data.europa.eu/eli/ontology#realizes"
    repeals: Final = "http://data.europa.eu/eli/ontology#repeals"
    responsibility_of_agent: Final = "http://data.europa.eu/eli/ontology#responsibility_of_agent"
    title: Final = "http://data.europa.eu/eli/ontology#title"
    type_document: Final = "http://data.europa.eu/eli/ontology#type_document"
    type_subdivision: Final = "http://data.europa.eu/eli/ontology#type_subdivision"
    version_date: Final = "http://data.europa.eu/eli/ontology#version_date"


class ORG:
    """W3C Organization Ontology."""

    NAMESPACE: Final = "http://www.w3.org/ns/org#"
    ChangeEvent: Final = "http://www.w3.org/ns/org#ChangeEvent"
    FormalOrganization: Final = "http://www.w3.org/ns/org#FormalOrganization"
    Membership: Final = "http://www.w3.org/ns/org#Membership"
    Organization: Final = "http://www.w3.org/ns/org#Organization"
    OrganizationalCollaboration: Final = "http://www.w3.org/ns/org#OrganizationalCollaboration"
    OrganizationalUnit: Final = "http://www.w3.org/ns/org#OrganizationalUnit"
    changedBy: Final = "http://www.w3.org/ns/org#changedBy"
    hasSubOrganization: Final = "http://www.w3.org/ns/org#hasSubOrganization"
    hasUnit: Final = "http://www.w3.org/ns/org#hasUnit"
    identifier: Final = "http://www.w3.org/ns/org#identifier"
    originalOrganization: Final = "http://www.w3.org/ns/org#originalOrganization"
    purpose: Final = "http://www.w3.org/ns/org#purpose"
    resultedFrom: Final = "http://www.w3.org/ns/org#resultedFrom"
    resultingOrganization: Final = "http://www.w3.org/ns/org#resultingOrganization"
    role: Final = "http://www.w3.org/ns/org#role"
    subOrganizationOf: Final = "http://www.w3.org/ns/org#subOrganizationOf"
    unitOf: Final = "http://www.w3.org/ns/org#unitOf"


class OA:
    """W3C Web Annotation Vocabulary."""

    NAMESPACE: Final = "http://www.w3.org/ns/oa#"
    Annotation: Final = "http://www.w3.org/ns/oa#Annotation"
    SpecificResource: Final = "http://www.w3.org/ns/oa#SpecificResource"
    TextPositionSelector: Final = "http://www.w3.org/ns/oa#TextPositionSelector"
    TextQuoteSelector: Final = "http://www.w3.org/ns/oa#TextQuoteSelector"
    TextualBody: Final = "http://www.w3.org/ns/oa#TextualBody"
    end: Final = "http://www.w3.org/ns/oa#end"
    exact: Final = "http://www.w3.org/ns/oa#exact"
    hasSelector: Final = "http://www.w3.org/ns/oa#hasSelector"
    hasSource: Final = "http://www.w3.org/ns/oa#hasSource"
    hasTarget: Final = "http://www.w3.org/ns/oa#hasTarget"
    prefix: Final = "http://www.w3.org/ns/oa#prefix"
    start: Final = "http://www.w3.org/ns/oa#start"
    suffix: Final = "http://www.w3.org/ns/oa#suffix"


class SCHEMA:
    """schema.org."""

    NAMESPACE: Final = "https://schema.org/"
    AdministrativeArea: Final = "https://schema.org/AdministrativeArea"
    GovernmentOrganization: Final = "https://schema.org/GovernmentOrganization"
    MonetaryAmount: Final = "https://schema.org/MonetaryAmount"
    QuantitativeValue: Final = "https://schema.org/QuantitativeValue"
    currency: Final = "https://schema.org/currency"
    maxValue: Final = "https://schema.org/maxValue"
    mentions: Final = "https://schema.org/mentions"
    minValue: Final = "https://schema.org/minValue"
    name: Final = "https://schema.org/name"
    text: Final = "https://schema.org/text"
    unitText: Final = "https://schema.org/unitText"
    value: Final = "https://schema.org/value"


class TIME:
    """W3C OWL-Time."""

    NAMESPACE: Final = "http://www.w3.org/2006/time#"
    Duration: Final = "http://www.w3.org/2006/time#Duration"
    Instant: Final = "http://www.w3.org/2006/time#Instant"
    ProperInterval: Final = "http://www.w3.org/2006/time#ProperInterval"
    TemporalUnit: Final = "http://www.w3.org/2006/time#TemporalUnit"
    hasBeginning: Final = "http://www.w3.org/2006/time#hasBeginning"
    hasDuration: Final = "http://www.w3.org/2006/time#hasDuration"
    hasEnd: Final = "http://www.w3.org/2006/time#hasEnd"
    numericDuration: Final = "http://www.w3.org/2006/time#numericDuration"
    unitDay: Final = "http://www.w3.org/2006/time#unitDay"
    unitHour: Final = "http://www.w3.org/2006/time#unitHour"
    unitMinute: Final = "http://www.w3.org/2006/time#unitMinute"
    unitMonth: Final = "http://www.w3.org/2006/time#unitMonth"
    unitSecond: Final = "http://www.w3.org/2006/time#unitSecond"
    unitType: Final = "http://www.w3.org/2006/time#unitType"
    unitWeek: Final = "http://www.w3.org/2006/time#unitWeek"
    unitYear: Final = "http://www.w3.org/2006/time#unitYear"


class SKOS:
    """W3C Simple Knowledge Organization System."""

    NAMESPACE: Final = "http://www.w3.org/2004/02/skos/core#"
    Concept: Final = "http://www.w3.org/2004/02/skos/core#Concept"
    ConceptScheme: Final = "http://www.w3.org/2004/02/skos/core#ConceptScheme"
    altLabel: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
    broadMatch: Final = "http://www.w3.org/2004/02/skos/core#broadMatch"
    broader: Final = "http://www.w3.org/2004/02/skos/core#broader"
    closeMatch: Final = "http://www.w3.org/2004/02/skos/core#closeMatch"
    definition: Final = "http://www.w3.org/2004/02/skos/core#definition"
    exactMatch: Final = "http://www.w3.org/2004/02/skos/core#exactMatch"
    example: Final = "http://www.w3.org/2004/02/skos/core#example"
    hasTopConcept: Final = "http://www.w3.org/2004/02/skos/core#hasTopConcept"
    hiddenLabel: Final = "http://www.w3.org/2004/02/skos/core#hiddenLabel"
    historyNote: Final = "http://www.w3.org/2004/02/skos/core#historyNote"
    inScheme: Final = "http://www.w3.org/2004/02/skos/core#inScheme"
    narrower: Final = "http://www.w3.org/2004/02/skos/core#narrower"
    notation: Final = "http://www.w3.org/2004/02/skos/core#notation"
    note: Final = "http://www.w3.org/2004/02/skos/core#note"
    prefLabel: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"
    related: Final = "http://www.w3.org/2004/02/skos/core#related"
    relatedMatch: Final = "http://www.w3.org/2004/02/skos/core#relatedMatch"
    scopeNote: Final = "http://www.w3.org/2004/02/skos/core#scopeNote"
    topConceptOf: Final = "http://www.w3.org/2004/02/skos/core#topConceptOf"


class DCTERMS:
    """DCMI Metadata Terms."""

    NAMESPACE: Final = "http://purl.org/dc/terms/"
    accessRights: Final = "http://purl.org/dc/terms/accessRights"
    created: Final = "http://purl.org/dc/terms/created"
    creator: Final = "http://purl.org/dc/terms/creator"
    date: Final = "http://purl.org/dc/terms/date"
    description: Final = "http://purl.org/dc/terms/description"
    identifier: Final = "http://purl.org/dc/terms/identifier"
    isPartOf: Final = "http://purl.org/dc/terms/isPartOf"
    isReplacedBy: Final = "http://purl.org/dc/terms/isReplacedBy"
    issued: Final = "http://purl.org/dc/terms/issued"
    license: Final = "http://purl.org/dc/terms/license"
    modified: Final = "http://purl.org/dc/terms/modified"
    provenance: Final = "http://purl.org/dc/terms/provenance"
    publisher: Final = "http://purl.org/dc/terms/publisher"
    references: Final = "http://purl.org/dc/terms/references"
    replaces: Final = "http://purl.org/dc/terms/replaces"
    source: Final = "http://purl.org/dc/terms/source"
    spatial: Final = "http://purl.org/dc/terms/spatial"
    subject: Final = "http://purl.org/dc/terms/subject"
    temporal: Final = "http://purl.org/dc/terms/temporal"
    title: Final = "http://purl.org/dc/terms/title"
    type: Final = "http://purl.org/dc/terms/type"
    valid: Final = "http://purl.org/dc/terms/valid"


class PROV:
    """W3C PROV-O."""

    NAMESPACE: Final = "http://www.w3.org/ns/prov#"
    Activity: Final = "http://www.w3.org/ns/prov#Activity"
    Entity: Final = "http://www.w3.org/ns/prov#Entity"
    SoftwareAgent: Final = "http://www.w3.org/ns/prov#SoftwareAgent"
    endedAtTime: Final = "http://www.w3.org/ns/prov#endedAtTime"
    generated: Final = "http://www.w3.org/ns/prov#generated"
    generatedAtTime: Final = "http://www.w3.org/ns/prov#generatedAtTime"
    hadPrimarySource: Final = "http://www.w3.org/ns/prov#hadPrimarySource"
    startedAtTime: Final = "http://www.w3.org/ns/prov#startedAtTime"
    used: Final = "http://www.w3.org/ns/prov#used"
    wasAssociatedWith: Final = "http://www.w3.org/ns/prov#wasAssociatedWith"
    wasDerivedFrom: Final = "http://www.w3.org/ns/prov#wasDerivedFrom"
    wasGeneratedBy: Final = "http://www.w3.org/ns/prov#wasGeneratedBy"
    wasRevisionOf: Final = "http://www.w3.org/ns/prov#wasRevisionOf"


class DCAT:
    """W3C Data Catalog Vocabulary."""

    NAMESPACE: Final = "http://www.w3.org/ns/dcat#"
    Dataset: Final = "http://www.w3.org/ns/dcat#Dataset"
    Distribution: Final = "http://www.w3.org/ns/dcat#Distribution"
    distribution: Final = "http://www.w3.org/ns/dcat#distribution"
    downloadURL: Final = "http://www.w3.org/ns/dcat#downloadURL"
    keyword: Final = "http://www.w3.org/ns/dcat#keyword"
    mediaType: Final = "http://www.w3.org/ns/dcat#mediaType"
    theme: Final = "http://www.w3.org/ns/dcat#theme"
    version: Final = "http://www.w3.org/ns/dcat#version"


class DQV:
    """W3C Data Quality Vocabulary."""

    NAMESPACE: Final = "http://www.w3.org/ns/dqv#"
    Metric: Final = "http://www.w3.org/ns/dqv#Metric"
    QualityMeasurement: Final = "http://www.w3.org/ns/dqv#QualityMeasurement"
    computedOn: Final = "http://www.w3.org/ns/dqv#computedOn"
    expectedDataType: Final = "http://www.w3.org/ns/dqv#expectedDataType"
    isMeasurementOf: Final = "http://www.w3.org/ns/dqv#isMeasurementOf"
    value: Final = "http://www.w3.org/ns/dqv#value"


class VOID:
    """Vocabulary of Interlinked Datasets."""

    NAMESPACE: Final = "http://rdfs.org/ns/void#"
    Dataset: Final = "http://rdfs.org/ns/void#Dataset"
    classPartition: Final = "http://rdfs.org/ns/void#classPartition"
    entities: Final = "http://rdfs.org/ns/void#entities"
    property: Final = "http://rdfs.org/ns/void#property"
    propertyPartition: Final = "http://rdfs.org/ns/void#propertyPartition"
    subset: Final = "http://rdfs.org/ns/void#subset"
    triples: Final = "http://rdfs.org/ns/void#triples"
    uriSpace: Final = "http://rdfs.org/ns/void#uriSpace"
    vocabulary: Final = "http://rdfs.org/ns/void#vocabulary"


class ODRL:
    """W3C Open Digital Rights Language."""

    NAMESPACE: Final = "http://www.w3.org/ns/odrl/2/"
    Action: Final = "http://www.w3.org/ns/odrl/2/Action"
    Constraint: Final = "http://www.w3.org/ns/odrl/2/Constraint"
    Duty: Final = "http://www.w3.org/ns/odrl/2/Duty"
    Permission: Final = "http://www.w3.org/ns/odrl/2/Permission"
    Prohibition: Final = "http://www.w3.org/ns/odrl/2/Prohibition"
    Rule: Final = "http://www.w3.org/ns/odrl/2/Rule"
    constraint: Final = "http://www.w3.org/ns/odrl/2/constraint"


class LRMLMM:
    """OASIS LegalRuleML metamodel."""

    NAMESPACE: Final = "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#"
    Bearer: Final = "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#Bearer"
    ConstitutiveStatement: Final = (
        "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#ConstitutiveStatement"
    )
    Obligation: Final = "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#Obligation"
    PenaltyStatement: Final = "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#PenaltyStatement"
    Permission: Final = "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#Permission"
    PrescriptiveStatement: Final = (
        "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#PrescriptiveStatement"
    )
    Prohibition: Final = "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#Prohibition"
    Right: Final = "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#Right"


class LEXID:
    """LexID (Muninggar and Krisnadhi 2023)."""

    NAMESPACE: Final = "https://w3id.org/lex-id/schema/"
    Article: Final = "https://w3id.org/lex-id/schema/Article"
    LegalDocument: Final = "https://w3id.org/lex-id/schema/LegalDocument"


class SSSOM:
    """Simple Standard for Sharing Ontological Mappings."""

    NAMESPACE: Final = "https://w3id.org/sssom/"
    Mapping: Final = "https://w3id.org/sssom/Mapping"


class OWL:
    """W3C OWL 2."""

    NAMESPACE: Final = "http://www.w3.org/2002/07/owl#"
    AllDisjointClasses: Final = "http://www.w3.org/2002/07/owl#AllDisjointClasses"
    Class: Final = "http://www.w3.org/2002/07/owl#Class"
    DatatypeProperty: Final = "http://www.w3.org/2002/07/owl#DatatypeProperty"
    ObjectProperty: Final = "http://www.w3.org/2002/07/owl#ObjectProperty"
    Ontology: Final = "http://www.w3.org/2002/07/owl#Ontology"
    deprecated: Final = "http://www.w3.org/2002/07/owl#deprecated"
    members: Final = "http://www.w3.org/2002/07/owl#members"
    sameAs: Final = "http://www.w3.org/2002/07/owl#sameAs"
    versionIRI: Final = "http://www.w3.org/2002/07/owl#versionIRI"
    versionInfo: Final = "http://www.w3.org/2002/07/owl#versionInfo"


class RDFS:
    """W3C RDF Schema."""

    NAMESPACE: Final = "http://www.w3.org/2000/01/rdf-schema#"
    Class: Final = "http://www.w3.org/2000/01/rdf-schema#Class"
    comment: Final = "http://www.w3.org/2000/01/rdf-schema#comment"
    domain: Final = "http://www.w3.org/2000/01/rdf-schema#domain"
    isDefinedBy: Final = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
    label: Final = "http://www.w3.org/2000/01/rdf-schema#label"
    range: Final = "http://www.w3.org/2000/01/rdf-schema#range"
    seeAlso: Final = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
    subClassOf: Final = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
    subPropertyOf: Final = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf"


class RDF:
    """W3C RDF."""

    NAMESPACE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    first: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"
    nil: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"
    rest: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"
    type: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    value: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"


class XSD:
    """W3C XML Schema datatypes."""

    NAMESPACE: Final = "http://www.w3.org/2001/XMLSchema#"
    anyURI: Final = "http://www.w3.org/2001/XMLSchema#anyURI"
    boolean: Final = "http://www.w3.org/2001/XMLSchema#boolean"
    date: Final = "http://www.w3.org/2001/XMLSchema#date"
    dateTime: Final = "http://www.w3.org/2001/XMLSchema#dateTime"
    decimal: Final = "http://www.w3.org/2001/XMLSchema#decimal"
    gYear: Final = "http://www.w3.org/2001/XMLSchema#gYear"
    gYearMonth: Final = "http://www.w3.org/2001/XMLSchema#gYearMonth"
    integer: Final = "http://www.w3.org/2001/XMLSchema#integer"
    string: Final = "http://www.w3.org/2001/XMLSchema#string"


class VANN:
    """Vocabulary annotation."""

    NAMESPACE: Final = "http://purl.org/vocab/vann/"
    preferredNamespacePrefix: Final = "http://purl.org/vocab/vann/preferredNamespacePrefix"
    preferredNamespaceUri: Final = "http://purl.org/vocab/vann/preferredNamespaceUri"


class SH:
    """W3C Shapes Constraint Language."""

    NAMESPACE: Final = "http://www.w3.org/ns/shacl#"
    Parameter: Final = "http://www.w3.org/ns/shacl#Parameter"
    SPARQLExecutable: Final = "http://www.w3.org/ns/shacl#SPARQLExecutable"
    SPARQLSelectExecutable: Final = "http://www.w3.org/ns/shacl#SPARQLSelectExecutable"
    datatype: Final = "http://www.w3.org/ns/shacl#datatype"
    declare: Final = "http://www.w3.org/ns/shacl#declare"
    defaultValue: Final = "http://www.w3.org/ns/shacl#defaultValue"
    description: Final = "http://www.w3.org/ns/shacl#description"
    name: Final = "http://www.w3.org/ns/shacl#name"
    namespace: Final = "http://www.w3.org/ns/shacl#namespace"
    optional: Final = "http://www.w3.org/ns/shacl#optional"
    parameter: Final = "http://www.w3.org/ns/shacl#parameter"
    path: Final = "http://www.w3.org/ns/shacl#path"
    prefix: Final = "http://www.w3.org/ns/shacl#prefix"
    select: Final = "http://www.w3.org/ns/shacl#select"
