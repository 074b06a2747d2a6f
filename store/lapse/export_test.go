package lapse

// MaxRecords is for the tests outside the package.
const MaxRecords = maxRecords
