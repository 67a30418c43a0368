using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Cli.Servers;

/// <summary>Reads a server's answer: bounded, and whole or not at all. Members that this version does not know are let be.</summary>
internal static class AnswerJson
{
    private static readonly JsonSerializerOptions Options = new(StrictJson.SerializerOptions)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
    };

    internal static T Read<T>(byte[] body, ServerClient server)
        where T : class
    {
        try
        {
            using var document = StrictJson.Parse(body, CommandLineLimits.AnswerBytes);
            return document.Deserialize<T>(Options) ?? throw server.Strange();
        }
        catch (JsonException e)
        {
            throw server.Strange(e);
        }
    }
}
