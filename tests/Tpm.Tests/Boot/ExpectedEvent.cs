namespace Attestry.Tpm.Tests.Boot;

/// <summary>An event as tpm2_eventlog prints it. Its older form is no YAML (keys repeat), so it is read line by line.</summary>
internal sealed record ExpectedEvent(int Pcr)
{
    private readonly Dictionary<string, string> _first = [];

    internal List<(string Bank, string Digest)> Digests { get; } = [];

    internal List<string> Lines { get; } = [];

    /// <summary>The value of a key, at its first occurrence.</summary>
    internal string? this[string key] => _first.GetValueOrDefault(key);

    internal static (List<ExpectedEvent> Events, List<(string Bank, int Pcr, string Value)> Pcrs) Read(string path)
    {
        var events = new List<ExpectedEvent>();
        var pcrs = new List<(string, int, string)>();
        var bank = "";
        var inPcrs = false;
        foreach (var line in File.ReadLines(path))
        {
            var colon = line.IndexOf(':');
            var key = colon < 0 ? "" : line[..colon].Trim(' ', '-');
            var value = colon < 0 ? "" : line[(colon + 1)..].Trim(' ', '"', '\'');
            inPcrs |= line == "pcrs:";
            if (inPcrs && value.Length == 0)
                bank = key;
            else if (inPcrs)
                pcrs.Add((bank, int.Parse(key), value[2..]));
            else if (key == "PCRIndex")
                events.Add(new(int.Parse(value)));
            else if (events.Count > 0)
                events[^1].Add(key, value, line, ref bank);
        }
        return (events, pcrs);
    }

    private void Add(string key, string value, string line, ref string bank)
    {
        Lines.Add(line.Trim());
        _first.TryAdd(key, value);
        if (key == "AlgorithmId")
            bank = value;
        else if (key == "Digest" && bank.Length > 0)
            Digests.Add((bank, value));
    }
}
