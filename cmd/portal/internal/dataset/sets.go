package dataset

import "antitrafikimi.rks-gov.net/portal/cmd/portal/internal/model"

// All are the sets that any site may publish, in the order in which they are
// listed. Programs read the columns by name, and some by place: new ones come
// at the end.
func All() []Set {
	return []Set{
		{"action-plan", model.KindActivity, actionPlan()},
		{"objectives", model.KindObjective, objectives()},
		{"progress", model.KindActivity, progress()},
		{"statistics", model.KindSeries, statistics()},
		{"institutions", model.KindInstitution, institutions()},
		{"instruments", model.KindInstrument, instruments()},
		{"recommendations", model.KindRecommendation, recommendations()},
		{"reports", model.KindReport, reports()},
		{"helplines", model.KindHelpline, helplines()},
	}
}

// words is a column with a text in each language.
func words(name string) Column { return Column{Name: name, Type: Words, Langs: true} }

// The columns that several sets have.

func note() Column     { return Column{Name: "note", Type: Words, Langs: true, Shared: true} }
func url() Column      { return Column{Name: "url", Type: URL, Langs: true, Shared: true} }
func location() Column { return Column{Name: "location", Type: String, Shared: true} }
func weight() Column   { return Column{Name: "weight", Type: Number, Required: true, Shared: true} }

func source() Column {
	return Column{Name: "source", Type: String, Required: true, Cites: true, Shared: true}
}

func sources() Column {
	return Column{Name: "sources", Type: List, Required: true, Cites: true, Shared: true}
}

func actionPlan() []Column {
	return []Column{
		{Name: "code", Type: String, Required: true, Key: true},
		{Name: "strategic_objective", Type: String, Required: true, Refs: "objectives"},
		{Name: "specific_objective", Type: String, Required: true, Refs: "objectives"},
		{Name: "plan_objective", Type: String},
		words("title"),
		words("expected_result"),
		words("indicator"),
		words("verification"),
		{Name: "lead", Type: List, Required: true, Refs: "institutions"},
		{Name: "support", Type: List, Refs: "institutions"},
		{Name: "deadline", Type: String, Required: true},
		{Name: "start_year", Type: Integer, Covers: true},
		{Name: "end_year", Type: Integer, Covers: true},
		{Name: "continuous", Type: Boolean, Required: true},
		{Name: "status", Type: String},
		url(),
		note(),
		source(),
		location(),
		weight(),
	}
}

func objectives() []Column {
	return []Column{
		{Name: "id", Type: String, Required: true, Key: true},
		{Name: "level", Type: String, Required: true},
		{Name: "parent", Type: String, Refs: "objectives"},
		{Name: "plan_number", Type: String},
		words("title"),
		{Name: "activities", Type: Integer, Required: true},
		note(),
		source(),
		location(),
		url(),
		weight(),
	}
}

func progress() []Column {
	return []Column{
		{Name: "quarter", Type: Period, Required: true, Covers: true},
		{Name: "institution", Type: String, Required: true, Refs: "institutions"},
		{Name: "basis", Type: String, Required: true},
		{Name: "reported_on", Type: Date},
		{Name: "activity", Type: String, Refs: "action-plan"},
		{Name: "status", Type: String},
		words("indicator"),
		{Name: "value", Type: Number},
		{Name: "people_reached", Type: Integer},
		{Name: "spent_eur", Type: Number},
		words("words"),
		{Name: "evidence", Type: List, Cites: true},
		{Name: "source", Type: String, Cites: true},
		location(),
		url(),
	}
}

func statistics() []Column {
	return []Column{
		{Name: "series", Type: String, Required: true},
		words("indicator"),
		{Name: "period", Type: Period, Covers: true},
		{Name: "value", Type: Number, Required: true},
		{Name: "unit", Type: String, Required: true},
		{Name: "breakdown", Type: String},
		source(),
		location(),
		words("note"),
		{Name: "topic", Type: String},
		{Name: "overlaps", Type: List},
		url(),
		{Name: "revised", Type: List},
		words("revised_reason"),
	}
}

func institutions() []Column {
	return []Column{
		{Name: "id", Type: String, Required: true, Key: true},
		{Name: "abbreviation", Type: String},
		words("name"),
		words("role"),
		{Name: "activities_lead", Type: Integer, Required: true},
		{Name: "activities_support", Type: Integer, Required: true},
		{Name: "kind", Type: String, Required: true},
		{Name: "name_status", Type: String, Required: true},
		{Name: "aliases", Type: List},
		{Name: "successor", Type: String, Refs: "institutions"},
		{Name: "valid_from", Type: Date},
		{Name: "valid_to", Type: Date},
		note(),
		sources(),
		url(),
	}
}

// instruments have one source column for programs that want one, and all of
// them in sources.
func instruments() []Column {
	return []Column{
		{Name: "id", Type: String, Required: true, Key: true},
		{Name: "type", Type: String, Required: true},
		{Name: "number", Type: String},
		{Name: "date", Type: Date},
		words("title"),
		{Name: "jurisdiction", Type: String, Required: true},
		{Name: "source", Type: String, Required: true, Cites: true},
		{Name: "gazette", Type: String},
		{Name: "gazette_date", Type: Date},
		words("summary"),
		note(),
		sources(),
		{Name: "source_code", Type: String},
		{Name: "link", Type: URL},
		url(),
	}
}

func recommendations() []Column {
	return []Column{
		{Name: "id", Type: String, Required: true, Key: true},
		{Name: "number", Type: String},
		{Name: "topic", Type: String},
		words("text"),
		{Name: "activities", Type: List, Refs: "action-plan"},
		note(),
		source(),
		location(),
		url(),
	}
}

func reports() []Column {
	return []Column{
		{Name: "id", Type: String, Required: true, Key: true},
		{Name: "type", Type: String, Required: true},
		{Name: "year", Type: Integer, Covers: true},
		{Name: "period", Type: Period, Covers: true},
		{Name: "date", Type: Date},
		{Name: "state", Type: String, Required: true},
		{Name: "publisher", Type: String, Refs: "institutions"},
		{Name: "languages", Type: List},
		words("title"),
		words("summary"),
		note(),
		sources(),
		{Name: "link", Type: URL},
		url(),
		{Name: "files", Type: List},
		{Name: "checksums", Type: List},
	}
}

// helplines leave out what only editors see.
func helplines() []Column {
	return []Column{
		{Name: "id", Type: String, Required: true, Key: true},
		{Name: "number", Type: String, Required: true},
		{Name: "tel", Type: String, Required: true},
		{Name: "urgent", Type: Boolean, Required: true},
		{Name: "operator", Type: String, Refs: "institutions"},
		{Name: "languages", Type: List},
		{Name: "free", Type: Boolean},
		{Name: "anonymous", Type: Boolean},
		{Name: "on_bill", Type: Boolean},
		{Name: "verified_on", Type: Date},
		words("name"),
		words("purpose"),
		words("networks"),
		words("hours"),
		words("answered_by"),
		words("from_abroad"),
		sources(),
	}
}
