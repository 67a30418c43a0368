using System.Globalization;

namespace Attestry.Ingestion.Tests.Fixtures;

/// <summary>Reads a log of HTTP requests as they came over the wire, each after a line that begins with <c>---</c>.</summary>
internal static class CapturedRequests
{
    public static IReadOnlyList<Delivery> Read(string path)
    {
        var deliveries = new List<Delivery>();
        using var reader = new StreamReader(path);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("POST ", StringComparison.Ordinal))
                continue;
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (reader.ReadLine() is { Length: > 0 } header)
                headers[header[..header.IndexOf(':')]] = header[(header.IndexOf(':') + 1)..].Trim();
            var body = new char[int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture)];
            reader.ReadBlock(body);
            deliveries.Add(new Delivery(new string(body), headers["Content-Type"]).With("Authorization", headers["Authorization"]));
        }
        return deliveries;
    }
}
