// A disk for SQLite that fails as it is told to: a layer over the system's own, for tests only.

#ifndef KEREGE_CFAULTYDISK_H
#define KEREGE_CFAULTYDISK_H

#include <stdbool.h>
#include <stdint.h>

typedef struct FaultyDisk FaultyDisk;

// What may fail; a fault names one or several.
enum {
    FAULTY_WRITE = 1,
    FAULTY_SYNC = 2,
    FAULTY_TRUNCATE = 4,
    FAULTY_DELETE = 8,
    FAULTY_READ = 16,
    FAULTY_OPEN = 32,
};

// How it fails.
enum {
    // A fault of the device.
    FAULTY_DEVICE = 1,
    // No room.
    FAULTY_NO_ROOM = 2,
    // The power goes: this call and all later ones fail, and what was not synced may be lost.
    FAULTY_POWER = 3,
};

// Makes a disk and makes it known to SQLite under this name. Nil if there is no memory.
FaultyDisk *faulty_disk_make(const char *name);
// Every file on it must have been closed.
void faulty_disk_free(FaultyDisk *disk);

// The call number `at` (from 1) of these kinds fails; with `lasts` all that follow fail, too.
void faulty_disk_fail(FaultyDisk *disk, int kinds, int64_t at, int how, bool lasts);
// Whether the fault has come.
bool faulty_disk_has_failed(FaultyDisk *disk);
// Files on it may grow by this many bytes from now on; below zero means without limit.
void faulty_disk_set_room(FaultyDisk *disk, int64_t bytes);
// After a loss of power, and after all files were closed: takes back what was written and not synced.
// `seed` 0 takes back everything, another seed a part of it.
void faulty_disk_lose_unsynced(FaultyDisk *disk, uint64_t seed);

#endif
