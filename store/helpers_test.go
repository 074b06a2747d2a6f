package store_test

import "gd8/store/storetest"

// Where the first page of a bbolt file keeps the number of its pages and, last,
// the checksum of both.
const (
	metaPages = 16 + 40
	metaSum   = 16 + 56
)

// What the tests share, by the names they use.
type (
	failer = storetest.Failer
	clock  = storetest.Clock
)

const columns = storetest.Columns

var (
	someday, officer   = storetest.Someday, storetest.Officer
	clockedStore       = storetest.Clocked
	newStore           = storetest.New
	openStore          = storetest.Open
	writeFile          = storetest.WriteFile
	copyOf             = storetest.CopyFile
	cleanFacts         = storetest.CleanFacts
	add                = storetest.Add
	answer             = storetest.Answer
	decide             = storetest.Decide
	filled             = storetest.Filled
	generated          = storetest.Generated
	sourcesOf          = storetest.SourcesOf
	importText         = storetest.ImportText
	numberOf           = storetest.NumberOf
	tryImport          = storetest.TryImport
	rowOfIncident      = storetest.RowOfIncident
	rowOfNumber        = storetest.RowOfNumber
	numbersIn          = storetest.NumbersIn
	factsByKey         = storetest.FactsByKey
	dump               = storetest.Dump
	mustEqualDump      = storetest.MustEqualDump
	markIncomplete     = storetest.MarkIncomplete
	mustAgreeWithModel = storetest.MustAgreeWithModel
	mustHoldOnly       = storetest.MustHoldOnly
	findings           = storetest.Findings
	worked             = storetest.Worked
	grounds            = storetest.Grounds
	importStopped      = storetest.ImportStopped
	factorRows         = storetest.FactorRows
	mustVerify         = storetest.MustVerify
	benchRows          = storetest.BenchRows
	benchKinds         = storetest.BenchKinds
	benchFile          = storetest.BenchFile
	benchOpen          = storetest.BenchOpen
	benchImport        = storetest.BenchImport
	benchStore         = storetest.BenchStore
	peakMemory         = storetest.PeakMemory
)
