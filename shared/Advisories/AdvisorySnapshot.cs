using Attestry.Advisories.Sources;
using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Feeds;
using Attestry.Vulnerabilities.Osv;
using Microsoft.Data.Sqlite;

namespace Attestry.Advisories;

/// <summary>The advisories as they were at one moment. One user at a time; dispose of it soon, for the log of updates grows while it is held.</summary>
public sealed class AdvisorySnapshot : IAdvisoryIndex, IExploitIndex, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _exploited;
    private readonly SqliteCommand _probability;

    internal AdvisorySnapshot(SqliteConnection connection)
    {
        _connection = connection;
        // The first read fixes what the transaction sees.
        _transaction = connection.BeginTransaction(deferred: true);
        Count = (int)connection.Scalar<long>("SELECT count(*) FROM advisory");
        Sources = ReadSources();
        Modified = Sources.Max(source => source.Modified);
        _find = connection.Statement("SELECT content FROM affected WHERE name = $2 AND ecosystem IN ($1, $3) ORDER BY id", 3);
        _exploited = connection.Statement("SELECT added FROM exploited WHERE id = $1", 1);
        _probability = connection.Statement("SELECT probability, percentile FROM probability WHERE id = $1", 1);
    }

    public int Count { get; }

    public DateTimeOffset? Modified { get; }

    /// <summary>Where the advisories come from and how old they are, by name.</summary>
    public IReadOnlyList<SourceStatus> Sources { get; }

    /// <summary>Since when nobody looked for newer advisories at the source that waits longest; null when there is none.</summary>
    public DateTimeOffset? Refreshed => Sources.Where(source => source.Kind is not (SourceKinds.Exploited or SourceKinds.Probability)).Min(source => (DateTimeOffset?)source.Refreshed);

    /// <summary>Each advisory with only what it says of the package.</summary>
    public IReadOnlyList<OsvAdvisory> Find(OsvPackage package)
    {
        var colon = package.Ecosystem.IndexOf(':');
        using var reader = _find.With(package.Ecosystem, package.Name, colon < 0 ? package.Ecosystem : package.Ecosystem[..colon]).ExecuteReader();
        var found = new List<OsvAdvisory>();
        while (reader.Read())
        {
            var advisory = OsvReader.Read(reader.GetFieldValue<byte[]>(0)).Advisory ?? throw new InvalidDataException("The database of advisories is damaged; remove it and update it anew.");
            // The entries for the release and for every release are rows of their own.
            if (found.Count > 0 && found[^1].Id == advisory.Id)
                found[^1] = found[^1] with { Affected = [.. found[^1].Affected, .. advisory.Affected] };
            else
                found.Add(advisory);
        }
        return found;
    }

    /// <summary>Since when CISA knows the first of the vulnerability's ids to be exploited; null when it does not.</summary>
    public ExploitedVulnerability? Exploited(IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        foreach (var id in ids)
        {
            if (_exploited.With(id).ExecuteScalar() is string added)
                return new(id, DateOnly.ParseExact(added, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }
        return null;
    }

    /// <summary>The highest that is given for the vulnerability's ids; null when none is.</summary>
    public ExploitProbability? Probability(IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ExploitProbability? highest = null;
        foreach (var id in ids)
        {
            using var reader = _probability.With(id).ExecuteReader();
            if (reader.Read() && (highest is null || reader.GetDouble(0) > highest.Probability))
                highest = new(id, reader.GetDouble(0), reader.GetDouble(1));
        }
        return highest;
    }

    public void Dispose()
    {
        _find.Dispose();
        _exploited.Dispose();
        _probability.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
    }

    private List<SourceStatus> ReadSources()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT name, kind, refreshed, modified, advisories, tag FROM source ORDER BY name";
        using var reader = command.ExecuteReader();
        var sources = new List<SourceStatus>();
        while (reader.Read())
            sources.Add(new(reader.GetString(0), reader.GetString(1), reader.Time(2)!.Value, reader.Time(3), reader.GetInt32(4), reader.IsDBNull(5) ? null : reader.GetString(5)));
        return sources;
    }
}
