package importer

// NearRows is for the tests outside the package.
const NearRows = nearRows
