package store

import "gd8/store/vault"

// These are the vault's; whoever uses a store knows them by these names.
type (
	// Actor is who does something to the store, and why.
	Actor = vault.Actor
	// Options say how a store is opened.
	Options = vault.Options
	// Entry is what one journal entry says.
	Entry = vault.Entry
	// Operation is what the Act obliges a police system to log.
	Operation = vault.Operation
	// Checkpoint is the journal's state at one moment.
	Checkpoint = vault.Checkpoint
	// Backup is a backup that the store knows of.
	Backup = vault.Backup
)
