package lapse_test

import "gd8/store/storetest"

// What the tests share, by the names they use.
const columns = storetest.Columns

var (
	someday, officer = storetest.Someday, storetest.Officer
	clockedStore     = storetest.Clocked
	cleanFacts       = storetest.CleanFacts
	add              = storetest.Add
	answer           = storetest.Answer
	decide           = storetest.Decide
	importText       = storetest.ImportText
	rowOfNumber      = storetest.RowOfNumber
)
