using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Feeds;
using Attestry.Vulnerabilities.Osv;
using Microsoft.Data.Sqlite;

namespace Attestry.Advisories;

/// <summary>
/// One update of the database. A source is taken in whole (replaced: what it has no more is removed) or as an increment
/// (amended). Of two advisories with the same id the one modified later counts. Disposed of without a commit it leaves nothing.
/// </summary>
public sealed class AdvisoryUpdate : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _known;
    private readonly SqliteCommand _content;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _drop;
    private readonly SqliteCommand _dropAffected;
    private readonly SqliteCommand _affected;
    private readonly SqliteCommand _alias;
    private readonly SqliteCommand _dropAliases;
    private readonly List<Finding> _findings = [];
    private readonly HashSet<OsvPackage> _changed = [];
    private int _moreFindings;

    internal AdvisoryUpdate(SqliteConnection connection)
    {
        _connection = connection;
        _transaction = connection.BeginTransaction(deferred: false);
        _known = connection.Statement("SELECT modified, source FROM advisory WHERE id = $1", 1);
        _content = connection.Statement("SELECT ecosystem, name, content FROM affected WHERE id = $1", 1);
        _put = connection.Statement("INSERT INTO advisory (id, source, modified) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET source = $2, modified = $3", 3);
        _drop = connection.Statement("DELETE FROM advisory WHERE id = $1", 1);
        _dropAffected = connection.Statement("DELETE FROM affected WHERE id = $1 RETURNING ecosystem, name", 1);
        _affected = connection.Statement("INSERT INTO affected (ecosystem, name, id, content) VALUES ($1, $2, $3, $4)", 4);
        _alias = connection.Statement("INSERT OR IGNORE INTO alias (name, id) VALUES ($1, $2)", 2);
        _dropAliases = connection.Statement("DELETE FROM alias WHERE id = $1", 1);
    }

    /// <summary>What could not be read; the package of such an advisory may pass for want of it.</summary>
    public IReadOnlyList<Finding> Findings => _moreFindings == 0
        ? _findings
        : [.. _findings, new(VulnerabilityFindings.MoreFindings, Severity.Medium, $"{_moreFindings} more problems were found in advisories.")];

    /// <summary>
    /// Packages of which an advisory came, went or changed, or more became known of the exploitation of what they had: whoever has one of them is to
    /// be judged anew, and nobody else. An ecosystem without a release stands for all of its releases.
    /// </summary>
    public IReadOnlySet<OsvPackage> Changed => _changed;

    /// <summary>Takes in everything that a source has; what the database holds of it beyond that is removed.</summary>
    public void Replace(string source, string kind, IEnumerable<OsvReading> readings, DateTimeOffset now, string? tag = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(readings);
        _connection.Execute("CREATE TEMP TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY) WITHOUT ROWID; DELETE FROM temp.seen");
        using var see = _connection.Statement("INSERT OR IGNORE INTO temp.seen (id) VALUES ($1)", 1);
        var complete = true;
        foreach (var reading in readings)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Add(source, reading) is { } id)
                see.With(id).ExecuteNonQuery();
            else
                complete = false;
        }
        // What could not be read may be about what is known already: then it stays.
        if (complete)
            RemoveUnseen(source);
        Note(source, kind, now, tag);
    }

    /// <summary>Takes in what changed at a source.</summary>
    public void Amend(string source, string kind, IEnumerable<OsvReading> readings, DateTimeOffset now, string? tag = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(readings);
        foreach (var reading in readings)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(source, reading);
        }
        Note(source, kind, now, tag);
    }

    /// <summary>Notes that a source has nothing new.</summary>
    public void Confirm(string source, DateTimeOffset now)
    {
        using var confirm = _connection.Statement("UPDATE source SET refreshed = $2 WHERE name = $1", 2);
        confirm.With(source, now.Text()).ExecuteNonQuery();
    }

    public void Replace(string source, string kind, IReadOnlyCollection<ExploitedVulnerability> exploited, DateTimeOffset now, string? tag = null)
    {
        ArgumentNullException.ThrowIfNull(exploited);
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var known = _connection.Statement("SELECT id, added FROM exploited", 0))
        using (var reader = known.ExecuteReader())
        {
            while (reader.Read())
                before.Add(reader.GetString(0), reader.GetString(1));
        }
        _connection.Execute("DELETE FROM exploited");
        using var insert = _connection.Statement("INSERT OR REPLACE INTO exploited (id, added) VALUES ($1, $2)", 2);
        foreach (var entry in exploited)
        {
            var added = entry.AddedOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            insert.With(entry.Id, added).ExecuteNonQuery();
            if (!before.Remove(entry.Id, out var then) || then != added)
                TellOf(entry.Id);
        }
        foreach (var gone in before.Keys)
            TellOf(gone);
        Note(source, kind, now, null, exploited.Count, tag);
    }

    /// <param name="steps">Which changes of a score are news; the usual ones when null.</param>
    public void Replace(
        string source, string kind, IEnumerable<ExploitProbability> probabilities, DateTimeOffset now, string? tag = null, ProbabilitySteps? steps = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        steps ??= ProbabilitySteps.Default;
        var told = new Dictionary<string, double>(StringComparer.Ordinal);
        using (var known = _connection.Statement("SELECT id, told FROM probability", 0))
        using (var reader = known.ExecuteReader())
        {
            while (reader.Read())
                told.Add(reader.GetString(0), reader.GetDouble(1));
        }
        _connection.Execute("DELETE FROM probability");
        using var insert = _connection.Statement("INSERT OR REPLACE INTO probability (id, probability, percentile, told) VALUES ($1, $2, $3, $4)", 4);
        var count = 0;
        foreach (var entry in probabilities)
        {
            cancellation.ThrowIfCancellationRequested();
            var isNews = steps.AreCrossed(told.Remove(entry.Id, out var before) ? before : 0, entry.Probability);
            if (isNews)
                TellOf(entry.Id);
            insert.With(entry.Id, entry.Probability, entry.Percentile, isNews ? entry.Probability : before).ExecuteNonQuery();
            count++;
        }
        foreach (var (gone, before) in told)
        {
            if (steps.AreCrossed(before, 0))
                TellOf(gone);
        }
        Note(source, kind, now, null, count, tag);
    }

    public void Commit()
    {
        using var pending = _connection.Statement("INSERT OR REPLACE INTO pending (ecosystem, name) VALUES ($1, $2)", 2);
        foreach (var package in _changed)
            pending.With(package.Ecosystem, package.Name).ExecuteNonQuery();
        _transaction.Commit();
    }

    public void Dispose()
    {
        foreach (var command in new[] { _known, _content, _put, _drop, _dropAffected, _affected, _alias, _dropAliases })
            command.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
    }

    /// <returns>The advisory's id; null when there is none.</returns>
    private string? Add(string source, OsvReading reading)
    {
        if (reading.Advisory is not { } advisory)
        {
            if (_findings.Count < VulnerabilityLimits.FindingsPerArchive)
                _findings.Add(reading.Problem!);
            else
                _moreFindings++;
            return null;
        }
        if (Known(advisory.Id) is { } known)
        {
            // A source that dates its advisories by the year 1 does not say when they changed.
            if (advisory.Modified < known.Modified || (advisory.Modified == known.Modified && advisory.Modified != default && known.Source == source))
                return advisory.Id;
            // Feeds that do not say when an entry changed date all of them anew.
            if (advisory.Withdrawn is null && SaysTheSame(advisory))
            {
                _put.With(advisory.Id, source, advisory.Modified.Text()).ExecuteNonQuery();
                return advisory.Id;
            }
        }
        Remove(advisory.Id);
        if (advisory.Withdrawn is null)
        {
            _put.With(advisory.Id, source, advisory.Modified.Text()).ExecuteNonQuery();
            foreach (var (package, content) in ByPackage(advisory))
            {
                _affected.With(package.Ecosystem, package.Name, advisory.Id, OsvWriter.Write(content)).ExecuteNonQuery();
                _changed.Add(package);
            }
            foreach (var name in advisory.Aliases.Concat(advisory.Upstream).Prepend(advisory.Id).Where(name => name.StartsWith("CVE-", StringComparison.Ordinal)))
                _alias.With(name, advisory.Id).ExecuteNonQuery();
        }
        return advisory.Id;
    }

    private static IEnumerable<(OsvPackage Package, OsvAdvisory Content)> ByPackage(OsvAdvisory advisory) =>
        from affected in advisory.Affected
        where affected.Name.Length > 0
        group affected by OsvPackage.Of(affected.Ecosystem, affected.Name) into package
        select (package.Key, advisory with { Affected = [.. package] });

    private bool SaysTheSame(OsvAdvisory advisory)
    {
        var stored = new Dictionary<OsvPackage, byte[]>();
        using (var reader = _content.With(advisory.Id).ExecuteReader())
        {
            while (reader.Read())
                stored.Add(new(reader.GetString(0), reader.GetString(1)), reader.GetFieldValue<byte[]>(2));
        }
        foreach (var (package, content) in ByPackage(advisory))
        {
            if (!stored.Remove(package, out var known) || OsvReader.Read(known).Advisory is not { } before || !OsvWriter.Write(content with { Modified = before.Modified }).AsSpan().SequenceEqual(known))
                return false;
        }
        return stored.Count == 0;
    }

    private (DateTimeOffset Modified, string Source)? Known(string id)
    {
        using var reader = _known.With(id).ExecuteReader();
        return reader.Read() ? (reader.Time(0)!.Value, reader.GetString(1)) : null;
    }

    /// <summary>Whoever has a package with the vulnerability is to be judged anew.</summary>
    private void TellOf(string vulnerability)
    {
        using var command = _connection.Statement("SELECT DISTINCT affected.ecosystem, affected.name FROM alias JOIN affected ON affected.id = alias.id WHERE alias.name = $1", 1);
        using var reader = command.With(vulnerability).ExecuteReader();
        while (reader.Read())
            _changed.Add(new(reader.GetString(0), reader.GetString(1)));
    }

    private void Remove(string id)
    {
        _dropAliases.With(id).ExecuteNonQuery();
        _drop.With(id).ExecuteNonQuery();
        using var gone = _dropAffected.With(id).ExecuteReader();
        while (gone.Read())
            _changed.Add(new(gone.GetString(0), gone.GetString(1)));
    }

    private void RemoveUnseen(string source)
    {
        using var command = _connection.Statement("SELECT id FROM advisory WHERE source = $1 AND id NOT IN (SELECT id FROM temp.seen)", 1);
        var gone = new List<string>();
        using (var reader = command.With(source).ExecuteReader())
        {
            while (reader.Read())
                gone.Add(reader.GetString(0));
        }
        gone.ForEach(Remove);
    }

    private void Note(string source, string kind, DateTimeOffset now, string? tag)
    {
        using var command = _connection.Statement("SELECT count(*), max(modified) FROM advisory WHERE source = $1", 1);
        using var reader = command.With(source).ExecuteReader();
        reader.Read();
        Note(source, kind, now, reader.Time(1), reader.GetInt32(0), tag);
    }

    private void Note(string source, string kind, DateTimeOffset now, DateTimeOffset? modified, int count, string? tag)
    {
        using var note = _connection.Statement(
            """
            INSERT INTO source (name, kind, refreshed, modified, advisories, tag) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (name) DO UPDATE SET kind = $2, refreshed = $3, modified = $4, advisories = $5, tag = $6
            """,
            6);
        note.With(source, kind, now.Text(), modified?.Text(), count, tag).ExecuteNonQuery();
    }
}
