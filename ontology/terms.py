"""Names of the vocabulary's terms, and of the terms of standards that lawgraph uses.

Made by ``python -m ontology.generate``; do not edit by hand.

A class for each vocabulary, an attribute for each term with its IRI as a plain string: a term that does not
exist is a type error.

>>> LG.Article
'https://w3id.org/lawgraph/ontology#Article'
"""

# ruff: noqa: N815 (terms are spelt as their vocabulary spells them)

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from ontology.standards import (
    DCAT,
    DCTERMS,
    DQV,
    ELI,
    LEXID,
    LRMLMM,
    OA,
    ODRL,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SH,
    SKOS,
    SSSOM,
    TIME,
    VANN,
    VOID,
    XSD,
)

__all__ = [
    "DCAT",
    "DCTERMS",
    "DQV",
    "ELI",
    "LEXID",
    "LG",
    "LRMLMM",
    "OA",
    "ODRL",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SH",
    "SKOS",
    "SSSOM",
    "TIME",
    "VANN",
    "VOCABULARIES",
    "VOID",
    "XSD",
]


class LG:
    """The vocabulary of lawgraph (``ontology/lawgraph.ttl``)."""

    NAMESPACE: Final = "https://w3id.org/lawgraph/ontology#"
    Annex: Final = "https://w3id.org/lawgraph/ontology#Annex"
    Article: Final = "https://w3id.org/lawgraph/ontology#Article"
    Body: Final = "https://w3id.org/lawgraph/ontology#Body"
    BodyGroup: Final = "https://w3id.org/lawgraph/ontology#BodyGroup"
    Change: Final = "https://w3id.org/lawgraph/ontology#Change"
    Chapter: Final = "https://w3id.org/lawgraph/ontology#Chapter"
    Citation: Final = "https://w3id.org/lawgraph/ontology#Citation"
    Congress: Final = "https://w3id.org/lawgraph/ontology#Congress"
    Correspondence: Final = "https://w3id.org/lawgraph/ontology#Correspondence"
    Count: Final = "https://w3id.org/lawgraph/ontology#Count"
    DateLimit: Final = "https://w3id.org/lawgraph/ontology#DateLimit"
    DateLine: Final = "https://w3id.org/lawgraph/ontology#DateLine"
    Definition: Final = "https://w3id.org/lawgraph/ontology#Definition"
    Department: Final = "https://w3id.org/lawgraph/ontology#Department"
    DepartmentKind: Final = "https://w3id.org/lawgraph/ontology#DepartmentKind"
    DepartmentName: Final = "https://w3id.org/lawgraph/ontology#DepartmentName"
    Diagnostic: Final = "https://w3id.org/lawgraph/ontology#Diagnostic"
    Division: Final = "https://w3id.org/lawgraph/ontology#Division"
    Document: Final = "https://w3id.org/lawgraph/ontology#Document"
    DocumentType: Final = "https://w3id.org/lawgraph/ontology#DocumentType"
    Edit: Final = "https://w3id.org/lawgraph/ontology#Edit"
    Encouragement: Final = "https://w3id.org/lawgraph/ontology#Encouragement"
    EntryIntoForce: Final = "https://w3id.org/lawgraph/ontology#EntryIntoForce"
    Evidence: Final = "https://w3id.org/lawgraph/ontology#Evidence"
    Exemption: Final = "https://w3id.org/lawgraph/ontology#Exemption"
    Fact: Final = "https://w3id.org/lawgraph/ontology#Fact"
    Finding: Final = "https://w3id.org/lawgraph/ontology#Finding"
    Gap: Final = "https://w3id.org/lawgraph/ontology#Gap"
    Government: Final = "https://w3id.org/lawgraph/ontology#Government"
    GovernmentFunction: Final = "https://w3id.org/lawgraph/ontology#GovernmentFunction"
    Ground: Final = "https://w3id.org/lawgraph/ontology#Ground"
    Interpretation: Final = "https://w3id.org/lawgraph/ontology#Interpretation"
    Item: Final = "https://w3id.org/lawgraph/ontology#Item"
    LawBehind: Final = "https://w3id.org/lawgraph/ontology#LawBehind"
    Member: Final = "https://w3id.org/lawgraph/ontology#Member"
    Mention: Final = "https://w3id.org/lawgraph/ontology#Mention"
    MonetaryThreshold: Final = "https://w3id.org/lawgraph/ontology#MonetaryThreshold"
    Norm: Final = "https://w3id.org/lawgraph/ontology#Norm"
    Obligation: Final = "https://w3id.org/lawgraph/ontology#Obligation"
    OnlyIn: Final = "https://w3id.org/lawgraph/ontology#OnlyIn"
    Paragraph: Final = "https://w3id.org/lawgraph/ontology#Paragraph"
    Period: Final = "https://w3id.org/lawgraph/ontology#Period"
    Permission: Final = "https://w3id.org/lawgraph/ontology#Permission"
    Preamble: Final = "https://w3id.org/lawgraph/ontology#Preamble"
    Prohibition: Final = "https://w3id.org/lawgraph/ontology#Prohibition"
    Provision: Final = "https://w3id.org/lawgraph/ontology#Provision"
    PurposeClause: Final = "https://w3id.org/lawgraph/ontology#PurposeClause"
    Quantity: Final = "https://w3id.org/lawgraph/ontology#Quantity"
    RateThreshold: Final = "https://w3id.org/lawgraph/ontology#RateThreshold"
    Residue: Final = "https://w3id.org/lawgraph/ontology#Residue"
    Responsibility: Final = "https://w3id.org/lawgraph/ontology#Responsibility"
    ResponsibilityTask: Final = "https://w3id.org/lawgraph/ontology#ResponsibilityTask"
    Right: Final = "https://w3id.org/lawgraph/ontology#Right"
    Rule: Final = "https://w3id.org/lawgraph/ontology#Rule"
    Salutation: Final = "https://w3id.org/lawgraph/ontology#Salutation"
    Sanction: Final = "https://w3id.org/lawgraph/ontology#Sanction"
    ScopeRule: Final = "https://w3id.org/lawgraph/ontology#ScopeRule"
    Section: Final = "https://w3id.org/lawgraph/ontology#Section"
    Signature: Final = "https://w3id.org/lawgraph/ontology#Signature"
    SourceText: Final = "https://w3id.org/lawgraph/ontology#SourceText"
    Subitem: Final = "https://w3id.org/lawgraph/ontology#Subitem"
    TimeLimit: Final = "https://w3id.org/lawgraph/ontology#TimeLimit"
    Title: Final = "https://w3id.org/lawgraph/ontology#Title"
    Topic: Final = "https://w3id.org/lawgraph/ontology#Topic"
    Work: Final = "https://w3id.org/lawgraph/ontology#Work"
    action: Final = "https://w3id.org/lawgraph/ontology#action"
    against: Final = "https://w3id.org/lawgraph/ontology#against"
    answeringName: Final = "https://w3id.org/lawgraph/ontology#answeringName"
    appliesTo: Final = "https://w3id.org/lawgraph/ontology#appliesTo"
    articleToday: Final = "https://w3id.org/lawgraph/ontology#articleToday"
    base: Final = "https://w3id.org/lawgraph/ontology#base"
    basedOnTitle: Final = "https://w3id.org/lawgraph/ontology#basedOnTitle"
    bearer: Final = "https://w3id.org/lawgraph/ontology#bearer"
    bearerName: Final = "https://w3id.org/lawgraph/ontology#bearerName"
    bearerRule: Final = "https://w3id.org/lawgraph/ontology#bearerRule"
    bearerSource: Final = "https://w3id.org/lawgraph/ontology#bearerSource"
    beneficiaryName: Final = "https://w3id.org/lawgraph/ontology#beneficiaryName"
    body: Final = "https://w3id.org/lawgraph/ontology#body"
    bodyKind: Final = "https://w3id.org/lawgraph/ontology#bodyKind"
    boundsRule: Final = "https://w3id.org/lawgraph/ontology#boundsRule"
    certainty: Final = "https://w3id.org/lawgraph/ontology#certainty"
    changeKind: Final = "https://w3id.org/lawgraph/ontology#changeKind"
    changeType: Final = "https://w3id.org/lawgraph/ontology#changeType"
    characters: Final = "https://w3id.org/lawgraph/ontology#characters"
    checkKind: Final = "https://w3id.org/lawgraph/ontology#checkKind"
    checkRule: Final = "https://w3id.org/lawgraph/ontology#checkRule"
    citationCandidate: Final = "https://w3id.org/lawgraph/ontology#citationCandidate"
    citationCheck: Final = "https://w3id.org/lawgraph/ontology#citationCheck"
    citationStatus: Final = "https://w3id.org/lawgraph/ontology#citationStatus"
    citedNumber: Final = "https://w3id.org/lawgraph/ontology#citedNumber"
    citedPath: Final = "https://w3id.org/lawgraph/ontology#citedPath"
    citedTitle: Final = "https://w3id.org/lawgraph/ontology#citedTitle"
    cites: Final = "https://w3id.org/lawgraph/ontology#cites"
    code: Final = "https://w3id.org/lawgraph/ontology#code"
    comparisonDimension: Final = "https://w3id.org/lawgraph/ontology#comparisonDimension"
    condition: Final = "https://w3id.org/lawgraph/ontology#condition"
    confidence: Final = "https://w3id.org/lawgraph/ontology#confidence"
    correspondsTo: Final = "https://w3id.org/lawgraph/ontology#correspondsTo"
    dateAdopted: Final = "https://w3id.org/lawgraph/ontology#dateAdopted"
    dateAmended: Final = "https://w3id.org/lawgraph/ontology#dateAmended"
    dateApproved: Final = "https://w3id.org/lawgraph/ontology#dateApproved"
    dateIssued: Final = "https://w3id.org/lawgraph/ontology#dateIssued"
    departmentKind: Final = "https://w3id.org/lawgraph/ontology#departmentKind"
    departmentName: Final = "https://w3id.org/lawgraph/ontology#departmentName"
    diagnostic: Final = "https://w3id.org/lawgraph/ontology#diagnostic"
    difference: Final = "https://w3id.org/lawgraph/ontology#difference"
    differenceFor: Final = "https://w3id.org/lawgraph/ontology#differenceFor"
    division: Final = "https://w3id.org/lawgraph/ontology#division"
    divisionKind: Final = "https://w3id.org/lawgraph/ontology#divisionKind"
    doubt: Final = "https://w3id.org/lawgraph/ontology#doubt"
    duration: Final = "https://w3id.org/lawgraph/ontology#duration"
    earliest: Final = "https://w3id.org/lawgraph/ontology#earliest"
    evidence: Final = "https://w3id.org/lawgraph/ontology#evidence"
    exception: Final = "https://w3id.org/lawgraph/ontology#exception"
    fileName: Final = "https://w3id.org/lawgraph/ontology#fileName"
    foundIn: Final = "https://w3id.org/lawgraph/ontology#foundIn"
    fullLabel: Final = "https://w3id.org/lawgraph/ontology#fullLabel"
    fullName: Final = "https://w3id.org/lawgraph/ontology#fullName"
    function: Final = "https://w3id.org/lawgraph/ontology#function"
    gapProvision: Final = "https://w3id.org/lawgraph/ontology#gapProvision"
    gapState: Final = "https://w3id.org/lawgraph/ontology#gapState"
    generic: Final = "https://w3id.org/lawgraph/ontology#generic"
    genre: Final = "https://w3id.org/lawgraph/ontology#genre"
    gravity: Final = "https://w3id.org/lawgraph/ontology#gravity"
    groundKind: Final = "https://w3id.org/lawgraph/ontology#groundKind"
    group: Final = "https://w3id.org/lawgraph/ontology#group"
    hasEdit: Final = "https://w3id.org/lawgraph/ontology#hasEdit"
    hasGround: Final = "https://w3id.org/lawgraph/ontology#hasGround"
    hasQuantity: Final = "https://w3id.org/lawgraph/ontology#hasQuantity"
    hasTopic: Final = "https://w3id.org/lawgraph/ontology#hasTopic"
    heading: Final = "https://w3id.org/lawgraph/ontology#heading"
    highInclusive: Final = "https://w3id.org/lawgraph/ontology#highInclusive"
    inDocument: Final = "https://w3id.org/lawgraph/ontology#inDocument"
    inProvision: Final = "https://w3id.org/lawgraph/ontology#inProvision"
    inUnit: Final = "https://w3id.org/lawgraph/ontology#inUnit"
    inferredField: Final = "https://w3id.org/lawgraph/ontology#inferredField"
    internal: Final = "https://w3id.org/lawgraph/ontology#internal"
    issuerName: Final = "https://w3id.org/lawgraph/ontology#issuerName"
    label: Final = "https://w3id.org/lawgraph/ontology#label"
    latest: Final = "https://w3id.org/lawgraph/ontology#latest"
    lawArticle: Final = "https://w3id.org/lawgraph/ontology#lawArticle"
    lawBehind: Final = "https://w3id.org/lawgraph/ontology#lawBehind"
    lawTitle: Final = "https://w3id.org/lawgraph/ontology#lawTitle"
    level: Final = "https://w3id.org/lawgraph/ontology#level"
    likeness: Final = "https://w3id.org/lawgraph/ontology#likeness"
    lowInclusive: Final = "https://w3id.org/lawgraph/ontology#lowInclusive"
    lower: Final = "https://w3id.org/lawgraph/ontology#lower"
    lowerPlace: Final = "https://w3id.org/lawgraph/ontology#lowerPlace"
    lowerQuantity: Final = "https://w3id.org/lawgraph/ontology#lowerQuantity"
    lowerUnit: Final = "https://w3id.org/lawgraph/ontology#lowerUnit"
    mainTopic: Final = "https://w3id.org/lawgraph/ontology#mainTopic"
    matches: Final = "https://w3id.org/lawgraph/ontology#matches"
    mayBeLawful: Final = "https://w3id.org/lawgraph/ontology#mayBeLawful"
    memberRole: Final = "https://w3id.org/lawgraph/ontology#memberRole"
    mentionRole: Final = "https://w3id.org/lawgraph/ontology#mentionRole"
    mentions: Final = "https://w3id.org/lawgraph/ontology#mentions"
    message: Final = "https://w3id.org/lawgraph/ontology#message"
    modality: Final = "https://w3id.org/lawgraph/ontology#modality"
    movement: Final = "https://w3id.org/lawgraph/ontology#movement"
    nearest: Final = "https://w3id.org/lawgraph/ontology#nearest"
    nearestScore: Final = "https://w3id.org/lawgraph/ontology#nearestScore"
    newDocument: Final = "https://w3id.org/lawgraph/ontology#newDocument"
    newPlace: Final = "https://w3id.org/lawgraph/ontology#newPlace"
    newProvision: Final = "https://w3id.org/lawgraph/ontology#newProvision"
    newText: Final = "https://w3id.org/lawgraph/ontology#newText"
    object: Final = "https://w3id.org/lawgraph/ontology#object"
    oldDocument: Final = "https://w3id.org/lawgraph/ontology#oldDocument"
    oldPlace: Final = "https://w3id.org/lawgraph/ontology#oldPlace"
    oldProvision: Final = "https://w3id.org/lawgraph/ontology#oldProvision"
    oldText: Final = "https://w3id.org/lawgraph/ontology#oldText"
    onlyIn: Final = "https://w3id.org/lawgraph/ontology#onlyIn"
    order: Final = "https://w3id.org/lawgraph/ontology#order"
    organizationName: Final = "https://w3id.org/lawgraph/ontology#organizationName"
    otherDocument: Final = "https://w3id.org/lawgraph/ontology#otherDocument"
    otherPlace: Final = "https://w3id.org/lawgraph/ontology#otherPlace"
    otherSide: Final = "https://w3id.org/lawgraph/ontology#otherSide"
    otherText: Final = "https://w3id.org/lawgraph/ontology#otherText"
    path: Final = "https://w3id.org/lawgraph/ontology#path"
    payerName: Final = "https://w3id.org/lawgraph/ontology#payerName"
    per: Final = "https://w3id.org/lawgraph/ontology#per"
    periodOf: Final = "https://w3id.org/lawgraph/ontology#periodOf"
    personName: Final = "https://w3id.org/lawgraph/ontology#personName"
    place: Final = "https://w3id.org/lawgraph/ontology#place"
    post: Final = "https://w3id.org/lawgraph/ontology#post"
    preferredLabel: Final = "https://w3id.org/lawgraph/ontology#preferredLabel"
    probability: Final = "https://w3id.org/lawgraph/ontology#probability"
    quantityRole: Final = "https://w3id.org/lawgraph/ontology#quantityRole"
    quotedPlace: Final = "https://w3id.org/lawgraph/ontology#quotedPlace"
    rank: Final = "https://w3id.org/lawgraph/ontology#rank"
    reason: Final = "https://w3id.org/lawgraph/ontology#reason"
    relation: Final = "https://w3id.org/lawgraph/ontology#relation"
    repealsTitle: Final = "https://w3id.org/lawgraph/ontology#repealsTitle"
    reservation: Final = "https://w3id.org/lawgraph/ontology#reservation"
    responsibilityRole: Final = "https://w3id.org/lawgraph/ontology#responsibilityRole"
    responsibleNames: Final = "https://w3id.org/lawgraph/ontology#responsibleNames"
    review: Final = "https://w3id.org/lawgraph/ontology#review"
    rule: Final = "https://w3id.org/lawgraph/ontology#rule"
    saidIn: Final = "https://w3id.org/lawgraph/ontology#saidIn"
    score: Final = "https://w3id.org/lawgraph/ontology#score"
    severity: Final = "https://w3id.org/lawgraph/ontology#severity"
    sha256: Final = "https://w3id.org/lawgraph/ontology#sha256"
    side: Final = "https://w3id.org/lawgraph/ontology#side"
    signal: Final = "https://w3id.org/lawgraph/ontology#signal"
    since: Final = "https://w3id.org/lawgraph/ontology#since"
    source: Final = "https://w3id.org/lawgraph/ontology#source"
    sourceCharacters: Final = "https://w3id.org/lawgraph/ontology#sourceCharacters"
    startsAt: Final = "https://w3id.org/lawgraph/ontology#startsAt"
    state: Final = "https://w3id.org/lawgraph/ontology#state"
    statusRule: Final = "https://w3id.org/lawgraph/ontology#statusRule"
    strength: Final = "https://w3id.org/lawgraph/ontology#strength"
    text: Final = "https://w3id.org/lawgraph/ontology#text"
    textDigest: Final = "https://w3id.org/lawgraph/ontology#textDigest"
    trigger: Final = "https://w3id.org/lawgraph/ontology#trigger"
    unit: Final = "https://w3id.org/lawgraph/ontology#unit"
    unknown: Final = "https://w3id.org/lawgraph/ontology#unknown"
    until: Final = "https://w3id.org/lawgraph/ontology#until"
    upper: Final = "https://w3id.org/lawgraph/ontology#upper"
    upperPlace: Final = "https://w3id.org/lawgraph/ontology#upperPlace"
    upperQuantity: Final = "https://w3id.org/lawgraph/ontology#upperQuantity"
    upperUnit: Final = "https://w3id.org/lawgraph/ontology#upperUnit"
    validFrom: Final = "https://w3id.org/lawgraph/ontology#validFrom"
    validUntil: Final = "https://w3id.org/lawgraph/ontology#validUntil"
    verdict: Final = "https://w3id.org/lawgraph/ontology#verdict"
    versionThen: Final = "https://w3id.org/lawgraph/ontology#versionThen"
    versionToday: Final = "https://w3id.org/lawgraph/ontology#versionToday"
    weight: Final = "https://w3id.org/lawgraph/ontology#weight"
    why: Final = "https://w3id.org/lawgraph/ontology#why"
    wordsThen: Final = "https://w3id.org/lawgraph/ontology#wordsThen"
    wordsToday: Final = "https://w3id.org/lawgraph/ontology#wordsToday"
    workingDay: Final = "https://w3id.org/lawgraph/ontology#workingDay"


VOCABULARIES: Final = (
    LG,
    ELI,
    ORG,
    OA,
    SCHEMA,
    TIME,
    SKOS,
    DCTERMS,
    PROV,
    DCAT,
    DQV,
    VOID,
    ODRL,
    LRMLMM,
    LEXID,
    SSSOM,
    OWL,
    RDFS,
    RDF,
    XSD,
    VANN,
    SH,
)
"""The classes, ours first."""

PREFIXES: Final = MappingProxyType(
    {
        "lg": LG.NAMESPACE,
        "eli": ELI.NAMESPACE,
        "org": ORG.NAMESPACE,
        "oa": OA.NAMESPACE,
        "schema": SCHEMA.NAMESPACE,
        "time": TIME.NAMESPACE,
        "skos": SKOS.NAMESPACE,
        "dcterms": DCTERMS.NAMESPACE,
        "prov": PROV.NAMESPACE,
        "dcat": DCAT.NAMESPACE,
        "dqv": DQV.NAMESPACE,
        "void": VOID.NAMESPACE,
        "odrl": ODRL.NAMESPACE,
        "lrmlmm": LRMLMM.NAMESPACE,
        "lexid": LEXID.NAMESPACE,
        "sssom": SSSOM.NAMESPACE,
        "owl": OWL.NAMESPACE,
        "rdfs": RDFS.NAMESPACE,
        "rdf": RDF.NAMESPACE,
        "xsd": XSD.NAMESPACE,
        "vann": VANN.NAMESPACE,
        "sh": SH.NAMESPACE,
    }
)
"""The prefixes by which the vocabularies are written."""
