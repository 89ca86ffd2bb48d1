#include "CFaultyDisk.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// What a write or a truncation changed, so that it can be taken back as long as it was not synced.
typedef struct Undo {
    struct Undo *before;
    char *path;
    int64_t offset;
    int64_t length; // bytes that were written; 0 for a truncation
    int64_t oldSize;
    int64_t kept; // bytes of `old`
    bool isTruncation;
    unsigned char old[];
} Undo;

struct FaultyDisk {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    pthread_mutex_t mutex; // held for everything below
    int kinds, how;
    int64_t at, calls;
    bool lasts, hasFailed, isDead;
    int64_t room;
    Undo *newest;
};

typedef struct {
    sqlite3_file base;
    FaultyDisk *disk;
    char *path; // nil for a file without a name, which is left alone
    sqlite3_file *real;
} File;

static File *of(sqlite3_file *file) { return (File *)file; }

static int code(int kind, int how) {
    if (how == FAULTY_NO_ROOM) return SQLITE_FULL;
    switch (kind) {
        case FAULTY_WRITE: return SQLITE_IOERR_WRITE;
        case FAULTY_SYNC: return SQLITE_IOERR_FSYNC;
        case FAULTY_TRUNCATE: return SQLITE_IOERR_TRUNCATE;
        case FAULTY_DELETE: return SQLITE_IOERR_DELETE;
        case FAULTY_READ: return SQLITE_IOERR_READ;
        default: return SQLITE_CANTOPEN;
    }
}

// Counts a call; SQLITE_OK if it may go on. The mutex is held.
static int count(FaultyDisk *disk, int kind) {
    if (disk->isDead) return code(kind, FAULTY_POWER);
    if (!(disk->kinds & kind)) return SQLITE_OK;
    disk->calls += 1;
    bool isIt = disk->calls == disk->at || (disk->lasts && disk->at > 0 && disk->calls > disk->at);
    if (!isIt) return SQLITE_OK;
    disk->hasFailed = true;
    if (disk->how == FAULTY_POWER) disk->isDead = true;
    return code(kind, disk->how);
}

static int64_t size(File *file) {
    sqlite3_int64 size = 0;
    return file->real->pMethods->xFileSize(file->real, &size) == SQLITE_OK ? size : 0;
}

static void remember(File *file, int64_t offset, int64_t length, int64_t oldSize) {
    int64_t end = length ? offset + length : oldSize;
    if (end > oldSize) end = oldSize;
    int64_t kept = end > offset ? end - offset : 0;
    Undo *undo = malloc(sizeof(Undo) + (size_t)kept);
    if (!undo) abort();
    *undo = (Undo){file->disk->newest, strdup(file->path), offset, length, oldSize, kept, length == 0};
    if (kept) file->real->pMethods->xRead(file->real, undo->old, (int)kept, offset);
    file->disk->newest = undo;
}

static void forget(FaultyDisk *disk, const char *path) {
    Undo **place = &disk->newest;
    while (*place) {
        Undo *undo = *place;
        if (path && strcmp(undo->path, path) != 0) {
            place = &undo->before;
            continue;
        }
        *place = undo->before;
        free(undo->path);
        free(undo);
    }
}

// Methods of a file.

static int closeFile(sqlite3_file *file) {
    int result = of(file)->real->pMethods->xClose(of(file)->real);
    free(of(file)->path);
    return result;
}

static int readFile(sqlite3_file *file, void *into, int length, sqlite3_int64 offset) {
    FaultyDisk *disk = of(file)->disk;
    if (of(file)->path) {
        pthread_mutex_lock(&disk->mutex);
        int refused = count(disk, FAULTY_READ);
        pthread_mutex_unlock(&disk->mutex);
        if (refused != SQLITE_OK) return refused;
    }
    return of(file)->real->pMethods->xRead(of(file)->real, into, length, offset);
}

static int writeNamed(File *file, const void *from, int length, sqlite3_int64 offset) {
    FaultyDisk *disk = file->disk;
    bool wasDead = disk->isDead;
    int refused = count(disk, FAULTY_WRITE);
    int64_t oldSize = size(file);
    int64_t growth = offset + length > oldSize ? offset + length - oldSize : 0;
    if (refused == SQLITE_OK && disk->room >= 0 && growth > disk->room) refused = SQLITE_FULL;
    // What fails leaves half of itself behind, as a real disk may.
    int done = refused == SQLITE_OK ? length : length / 2;
    if (wasDead || (refused == SQLITE_FULL && disk->room >= 0)) done = 0;
    if (done > 0) {
        remember(file, offset, done, oldSize);
        int result = file->real->pMethods->xWrite(file->real, from, done, offset);
        if (result != SQLITE_OK) return result;
        if (disk->room >= 0) disk->room -= growth;
    }
    return refused;
}

static int writeFile(sqlite3_file *file, const void *from, int length, sqlite3_int64 offset) {
    if (!of(file)->path) return of(file)->real->pMethods->xWrite(of(file)->real, from, length, offset);
    FaultyDisk *disk = of(file)->disk;
    pthread_mutex_lock(&disk->mutex);
    int result = writeNamed(of(file), from, length, offset);
    pthread_mutex_unlock(&disk->mutex);
    return result;
}

static int truncateFile(sqlite3_file *file, sqlite3_int64 length) {
    File *own = of(file);
    if (!own->path) return own->real->pMethods->xTruncate(own->real, length);
    FaultyDisk *disk = own->disk;
    pthread_mutex_lock(&disk->mutex);
    int result = count(disk, FAULTY_TRUNCATE);
    if (result == SQLITE_OK) {
        int64_t oldSize = size(own);
        if (length < oldSize) remember(own, length, 0, oldSize);
        if (disk->room >= 0 && length < oldSize) disk->room += oldSize - length;
        result = own->real->pMethods->xTruncate(own->real, length);
    }
    pthread_mutex_unlock(&disk->mutex);
    return result;
}

// The real disk is not asked: what counts here is what would have been asked.
static int syncFile(sqlite3_file *file, int flags) {
    (void)flags;
    if (!of(file)->path) return SQLITE_OK;
    FaultyDisk *disk = of(file)->disk;
    pthread_mutex_lock(&disk->mutex);
    int result = count(disk, FAULTY_SYNC);
    if (result == SQLITE_OK) forget(disk, of(file)->path);
    pthread_mutex_unlock(&disk->mutex);
    return result;
}

static int fileSize(sqlite3_file *file, sqlite3_int64 *size) {
    return of(file)->real->pMethods->xFileSize(of(file)->real, size);
}
static int lock(sqlite3_file *file, int level) {
    return of(file)->real->pMethods->xLock(of(file)->real, level);
}
static int unlock(sqlite3_file *file, int level) {
    return of(file)->real->pMethods->xUnlock(of(file)->real, level);
}
static int isReserved(sqlite3_file *file, int *result) {
    return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, result);
}
static int control(sqlite3_file *file, int operation, void *argument) {
    // The size would be set behind our back.
    if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_NOTFOUND;
    return of(file)->real->pMethods->xFileControl(of(file)->real, operation, argument);
}
static int sectorSize(sqlite3_file *file) { return of(file)->real->pMethods->xSectorSize(of(file)->real); }
static int traits(sqlite3_file *file) {
    return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real);
}
static int sharedMap(sqlite3_file *file, int page, int size, int extend, void volatile **map) {
    return of(file)->real->pMethods->xShmMap(of(file)->real, page, size, extend, map);
}
static int sharedLock(sqlite3_file *file, int offset, int count, int flags) {
    return of(file)->real->pMethods->xShmLock(of(file)->real, offset, count, flags);
}
static void sharedBarrier(sqlite3_file *file) { of(file)->real->pMethods->xShmBarrier(of(file)->real); }
static int sharedUnmap(sqlite3_file *file, int remove) {
    return of(file)->real->pMethods->xShmUnmap(of(file)->real, remove);
}

static const sqlite3_io_methods methods = {
    2,         closeFile,  readFile, writeFile,  truncateFile, syncFile, fileSize,  lock,       unlock,
    isReserved, control,   sectorSize, traits, sharedMap,  sharedLock, sharedBarrier, sharedUnmap,
    NULL, NULL,
};

// Methods of the disk.

static FaultyDisk *disk(sqlite3_vfs *vfs) { return (FaultyDisk *)vfs; }

static int openFile(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags) {
    File *own = of(file);
    memset(own, 0, sizeof *own);
    own->disk = disk(vfs);
    own->real = (sqlite3_file *)(own + 1);
    if (path) {
        pthread_mutex_lock(&own->disk->mutex);
        int refused = count(own->disk, FAULTY_OPEN);
        pthread_mutex_unlock(&own->disk->mutex);
        if (refused != SQLITE_OK) return refused;
    }
    int result = own->disk->real->xOpen(own->disk->real, path, own->real, flags, outFlags);
    if (!own->real->pMethods) return result;
    own->path = path ? strdup(path) : NULL;
    own->base.pMethods = &methods;
    return result;
}

static int deleteFile(sqlite3_vfs *vfs, const char *path, int syncFolder) {
    pthread_mutex_lock(&disk(vfs)->mutex);
    int result = count(disk(vfs), FAULTY_DELETE);
    if (result == SQLITE_OK) {
        forget(disk(vfs), path);
        result = disk(vfs)->real->xDelete(disk(vfs)->real, path, syncFolder);
    }
    pthread_mutex_unlock(&disk(vfs)->mutex);
    return result;
}

static int canAccess(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
    return disk(vfs)->real->xAccess(disk(vfs)->real, path, flags, result);
}
static int fullPath(sqlite3_vfs *vfs, const char *path, int length, char *out) {
    return disk(vfs)->real->xFullPathname(disk(vfs)->real, path, length, out);
}
static int chance(sqlite3_vfs *vfs, int length, char *out) {
    return disk(vfs)->real->xRandomness(disk(vfs)->real, length, out);
}
static int rest(sqlite3_vfs *vfs, int microseconds) {
    return disk(vfs)->real->xSleep(disk(vfs)->real, microseconds);
}
static int now(sqlite3_vfs *vfs, double *days) {
    return disk(vfs)->real->xCurrentTime(disk(vfs)->real, days);
}
static int lastError(sqlite3_vfs *vfs, int length, char *out) {
    return disk(vfs)->real->xGetLastError(disk(vfs)->real, length, out);
}

FaultyDisk *faulty_disk_make(const char *name) {
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);
    FaultyDisk *made = calloc(1, sizeof *made);
    if (!made || !real) return NULL;
    made->real = real;
    made->room = -1;
    pthread_mutex_init(&made->mutex, NULL);
    made->vfs = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = (int)sizeof(File) + real->szOsFile,
        .mxPathname = real->mxPathname,
        .zName = strdup(name),
        .xOpen = openFile,
        .xDelete = deleteFile,
        .xAccess = canAccess,
        .xFullPathname = fullPath,
        .xRandomness = chance,
        .xSleep = rest,
        .xCurrentTime = now,
        .xGetLastError = lastError,
    };
    sqlite3_vfs_register(&made->vfs, 0);
    return made;
}

void faulty_disk_free(FaultyDisk *own) {
    sqlite3_vfs_unregister(&own->vfs);
    forget(own, NULL);
    pthread_mutex_destroy(&own->mutex);
    free((char *)own->vfs.zName);
    free(own);
}

void faulty_disk_fail(FaultyDisk *own, int kinds, int64_t at, int how, bool lasts) {
    pthread_mutex_lock(&own->mutex);
    own->kinds = kinds;
    own->how = how;
    own->at = at;
    own->calls = 0;
    own->lasts = lasts;
    own->hasFailed = false;
    pthread_mutex_unlock(&own->mutex);
}

bool faulty_disk_has_failed(FaultyDisk *own) {
    pthread_mutex_lock(&own->mutex);
    bool hasFailed = own->hasFailed;
    pthread_mutex_unlock(&own->mutex);
    return hasFailed;
}

void faulty_disk_set_room(FaultyDisk *own, int64_t bytes) {
    pthread_mutex_lock(&own->mutex);
    own->room = bytes;
    pthread_mutex_unlock(&own->mutex);
}

// Puts zeros where a later write, which was kept, left the file longer.
static void takeAway(int file, int64_t from, int64_t to) {
    int64_t end = lseek(file, 0, SEEK_END);
    if (end <= to) {
        if (ftruncate(file, from) != 0) abort();
        return;
    }
    static const unsigned char zeros[4096];
    while (from < to) {
        size_t part = (size_t)(to - from) < sizeof zeros ? (size_t)(to - from) : sizeof zeros;
        if (pwrite(file, zeros, part, from) != (ssize_t)part) abort();
        from += (int64_t)part;
    }
}

static void takeBack(const Undo *undo) {
    int file = open(undo->path, O_RDWR);
    if (file < 0) return;
    if (undo->kept && pwrite(file, undo->old, (size_t)undo->kept, undo->offset) != (ssize_t)undo->kept) abort();
    int64_t end = undo->offset + undo->length;
    if (!undo->isTruncation && end > undo->oldSize) {
        takeAway(file, undo->offset > undo->oldSize ? undo->offset : undo->oldSize, end);
    }
    close(file);
}

void faulty_disk_lose_unsynced(FaultyDisk *own, uint64_t seed) {
    pthread_mutex_lock(&own->mutex);
    uint64_t draw = seed;
    for (Undo *undo = own->newest; undo; undo = undo->before) {
        draw ^= draw << 13;
        draw ^= draw >> 7;
        draw ^= draw << 17;
        // A truncation that is taken back under writes that stay would make a file that no disk makes.
        if (seed == 0 || (draw >> 32 & 1 && !undo->isTruncation)) takeBack(undo);
    }
    forget(own, NULL);
    pthread_mutex_unlock(&own->mutex);
}
