using System.Globalization;
using Attestry.Primitives;

namespace Attestry.HostAgent;

/// <summary>One line for each thing that happens. Under systemd without time, which the journal notes itself.</summary>
internal sealed class AgentLog(TextWriter writer, TimeProvider time, bool withTime)
{
    // sd-daemon(3): priorities that the journal takes off again.
    private const string Information = "<6>";
    private const string Warning = "<4>";

    internal void Say(string message) => Write(Information, message);

    internal void Warn(string message) => Write(Warning, message);

    private void Write(string priority, string message) =>
        writer.WriteLine(withTime
            ? $"{time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)} {Bounded.Printable(message)}"
            : $"{priority}{Bounded.Printable(message)}");
}
