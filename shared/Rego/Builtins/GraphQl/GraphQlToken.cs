namespace Attestry.Rego.Builtins.GraphQl;

/// <param name="Value">Of names, numbers and strings (without quotes, escapes resolved); empty for the others. Of an invalid token, what is wrong.</param>
internal readonly record struct GraphQlToken(GraphQlTokenKind Kind, string Value, GraphQlPosition Position)
{
    private static readonly string[] Signs =
    [
        "<Invalid>", "<EOF>", "!", "$", "&", "(", ")", "...", ":", "=", "@", "[", "]", "{", "}", "|", "Name", "Int", "Float", "String", "BlockString",
    ];

    /// <summary>The kind with the value: <c>Name "on"</c>.</summary>
    internal string Description => Kind >= GraphQlTokenKind.Name && Value.Length > 0 ? $"{Sign(Kind)} {GraphQlText.Quote(Value)}" : Sign(Kind);

    internal static string Sign(GraphQlTokenKind kind) => Signs[(int)kind];
}
