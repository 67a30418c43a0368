using System.Text.Encodings.Web;
using System.Text.Json;
using Attestry.Contracts;

namespace Attestry.Cli.Output;

/// <summary>Results as JSON: named as in the server's answers, indented.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(ContractJson.Options)
    {
        WriteIndented = true,
        // It goes to a file or another program, not into a page: package URLs stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static void Write<T>(TextWriter writer, T value) => writer.WriteLine(JsonSerializer.Serialize(value, Options));
}
