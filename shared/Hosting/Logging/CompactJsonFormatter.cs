using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace Attestry.Hosting.Logging;

/// <summary>
/// One JSON object a line with the field names of the compact log event format: <c>@t</c> time in UTC, <c>@l</c> level,
/// <c>@m</c> message, <c>@x</c> exception, <c>@tr</c> and <c>@sp</c> trace and span id; then <c>service</c> and the properties.
/// </summary>
internal sealed class CompactJsonFormatter(string service) : ITextFormatter
{
    // The server puts it into every line of a request; some registries can only put their secret there.
    private const string RequestPath = "RequestPath";

    private static readonly JsonValueFormatter Values = new(typeTagName: null);

    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write("{\"@t\":\"");
        output.Write(logEvent.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        output.Write('"');
        Text(output, "@l", logEvent.Level.ToString());
        Text(output, "@m", Render(logEvent));
        Text(output, "service", service);
        if (logEvent.TraceId is { } trace)
            Text(output, "@tr", trace.ToHexString());
        if (logEvent.SpanId is { } span)
            Text(output, "@sp", span.ToHexString());
        if (logEvent.Exception is { } exception)
            Text(output, "@x", exception.ToString());
        foreach (var (name, value) in logEvent.Properties)
        {
            if (name == RequestPath)
                continue;
            Name(output, Free(name));
            Values.Format(value, output);
        }
        output.WriteLine('}');
    }

    private static string Render(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, text);
        return text.ToString();
    }

    // A property must not repeat a field of ours: '@' is doubled as the format says, 'service' gets one.
    private static string Free(string name) => name.StartsWith('@') || name == "service" ? "@" + name : name;

    private static void Text(TextWriter output, string name, string value)
    {
        Name(output, name);
        JsonValueFormatter.WriteQuotedJsonString(value, output);
    }

    private static void Name(TextWriter output, string name)
    {
        output.Write(',');
        JsonValueFormatter.WriteQuotedJsonString(name, output);
        output.Write(':');
    }
}
