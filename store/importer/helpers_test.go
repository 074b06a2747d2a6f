package importer_test

import "gd8/store/storetest"

// What the tests share, by the names they use.
type failer = storetest.Failer

const columns = storetest.Columns

var (
	officer            = storetest.Officer
	clockedStore       = storetest.Clocked
	newStore           = storetest.New
	cleanFacts         = storetest.CleanFacts
	add                = storetest.Add
	generated          = storetest.Generated
	sourcesOf          = storetest.SourcesOf
	importText         = storetest.ImportText
	tryImport          = storetest.TryImport
	numberOf           = storetest.NumberOf
	rowOfIncident      = storetest.RowOfIncident
	rowOfNumber        = storetest.RowOfNumber
	numbersIn          = storetest.NumbersIn
	factsByKey         = storetest.FactsByKey
	freshFolder        = storetest.FreshFolder
	dump               = storetest.Dump
	mustEqualDump      = storetest.MustEqualDump
	markIncomplete     = storetest.MarkIncomplete
	mustAgreeWithModel = storetest.MustAgreeWithModel
	mustHoldOnly       = storetest.MustHoldOnly
	mustVerify         = storetest.MustVerify
	benchOpen          = storetest.BenchOpen
	benchImport        = storetest.BenchImport
	peakMemory         = storetest.PeakMemory
)
