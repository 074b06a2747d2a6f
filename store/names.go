package store

import (
	"gd8/store/codec"
	"gd8/store/proof"
	"gd8/store/vault"
)

// These are the vault's and the codec's; whoever uses a store knows them by these
// names.
type (
	// Actor is who does something to the store, and why.
	Actor = vault.Actor
	// Options say how a store is opened.
	Options = vault.Options
	// Entry is what one journal entry says.
	Entry = vault.Entry
	// Checkpoint is the journal's state at one moment.
	Checkpoint = proof.Checkpoint
	// Backup is a backup that the store knows of.
	Backup = vault.Backup
	// Source is one version of a record's facts, as they came.
	Source = codec.Source
	// Draft is a rationale not yet saved: one a record and decision.
	Draft = codec.Draft
	// Typed are texts that an officer typed for a record and has neither used
	// nor thrown away.
	Typed = codec.Typed
	// TypedText is a text with who typed it and when.
	TypedText = codec.TypedText
	// Kept is something that is kept of no one record: a sample or a release.
	Kept = codec.Kept
)
