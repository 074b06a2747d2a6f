// Package quality says how good a unit's decisions are: it draws a sample that
// nobody can steer, puts an exact bound on how many discards may be wrong, and
// measures how far two officers agree. It computes and keeps nothing: no store,
// no clock, no screen. What is drawn, reviewed and settled is kept by package
// store, and shown by ui.
//
// # Rules that hold in it
//
// The bound on a finite lot is exact, in whole numbers, and so is the choice
// of what is drawn. Intervals and coefficients are floating point, good to
// more than six digits. A share is never shown without its interval, and no
// figure here is of one person: the least number for that is MinAboutOfficer.
//
// Sources: the exact interval of a share is that of Clopper and Pearson (1934);
// AC1 and its standard error are Gwet's (2008); the standard error of Cohen's
// kappa is that of Fleiss, Cohen and Everitt (1969).
package quality

// MinAboutOfficer is the number of reviewed decisions under which no figure
// about one officer's decisions is given.
const MinAboutOfficer = 30

// alpha is the chance of being wrong that every bound and interval allows.
const alpha = 0.05
