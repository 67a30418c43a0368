using System.Diagnostics;
using System.Text.Json;
using Attestry.Hosting.Logging;
using Serilog.Events;
using Serilog.Parsing;

namespace Attestry.Hosting.Tests.Logging;

public sealed class CompactJsonFormatterTests
{
    [Fact]
    public void An_event_is_one_line_of_JSON_with_service_and_trace()
    {
        var trace = ActivityTraceId.CreateRandom();
        var span = ActivitySpanId.CreateRandom();
        var line = Format(new LogEvent(
            new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.FromHours(2)),
            LogEventLevel.Warning,
            new InvalidOperationException("two\nlines"),
            new MessageTemplateParser().Parse("Pushed {Image} in {Elapsed} ms"),
            [new("Image", new ScalarValue("a \"quoted\"\nname")), new("Elapsed", new ScalarValue(7)), new("RequestPath", new ScalarValue("/webhooks/hub/secret")), new("service", new ScalarValue("forged")), new("@l", new ScalarValue("Forged"))],
            trace,
            span));

        line.ShouldEndWith(Environment.NewLine);
        line.TrimEnd().ShouldNotContain("\n");
        var json = JsonDocument.Parse(line).RootElement;
        json.GetProperty("@t").GetString().ShouldBe("2026-05-01T10:00:00.0000000Z");
        json.GetProperty("@l").GetString().ShouldBe("Warning");
        json.GetProperty("@m").GetString().ShouldBe("Pushed a \"quoted\"\nname in 7 ms");
        json.GetProperty("@x").GetString()!.ShouldContain("two\nlines");
        json.GetProperty("@tr").GetString().ShouldBe(trace.ToHexString());
        json.GetProperty("@sp").GetString().ShouldBe(span.ToHexString());
        json.GetProperty("service").GetString().ShouldBe("status-api");
        json.GetProperty("Elapsed").GetInt32().ShouldBe(7);
        line.ShouldNotContain("/webhooks/hub/secret");
        json.EnumerateObject().Select(property => property.Name).ShouldBeUnique();
    }

    private static string Format(LogEvent logEvent)
    {
        using var text = new StringWriter();
        new CompactJsonFormatter("status-api").Format(logEvent, text);
        return text.ToString();
    }
}
