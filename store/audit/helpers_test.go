package audit_test

import "gd8/store/storetest"

// metaSum is where the first page of a bbolt file keeps its checksum.
const metaSum = 16 + 56

// What the tests share, by the names they use.
type failer = storetest.Failer

const columns = storetest.Columns

var (
	officer        = storetest.Officer
	newStore       = storetest.New
	openStore      = storetest.Open
	cleanFacts     = storetest.CleanFacts
	add            = storetest.Add
	answer         = storetest.Answer
	decide         = storetest.Decide
	importText     = storetest.ImportText
	numberOf       = storetest.NumberOf
	rowOfIncident  = storetest.RowOfIncident
	rowOfNumber    = storetest.RowOfNumber
	factsByKey     = storetest.FactsByKey
	markIncomplete = storetest.MarkIncomplete
	findings       = storetest.Findings
	worked         = storetest.Worked
	grounds        = storetest.Grounds
	importStopped  = storetest.ImportStopped
	factorRows     = storetest.FactorRows
	mustVerify     = storetest.MustVerify
)
