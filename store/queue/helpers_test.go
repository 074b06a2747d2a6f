package queue

import (
	"gd8/store/storetest"
)

// What the tests share, by the names they use.
type (
	failer = storetest.Failer
	clock  = storetest.Clock
)

const columns = storetest.Columns

var (
	someday, officer = storetest.Someday, storetest.Officer
	clockedStore     = storetest.Clocked
	cleanFacts       = storetest.CleanFacts
	add              = storetest.Add
	answer           = storetest.Answer
	decide           = storetest.Decide
	filled           = storetest.Filled
	generated        = storetest.Generated
	sourcesOf        = storetest.SourcesOf
	importText       = storetest.ImportText
	freshFolder      = storetest.FreshFolder
	dump             = storetest.Dump
	mustEqualDump    = storetest.MustEqualDump
	mustVerify       = storetest.MustVerify
	benchRows        = storetest.BenchRows
	benchKinds       = storetest.BenchKinds
	benchStore       = storetest.BenchStore
	peakMemory       = storetest.PeakMemory
)
