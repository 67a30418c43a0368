namespace Attestry.Rego.Builtins.Strings;

/// <summary>What work on text costs of a query's budget.</summary>
internal static class TextWork
{
    private const int CharactersPerStep = 32;

    /// <summary>Pays for text of this length before it is made or looked through.</summary>
    internal static void ChargeText(this BuiltinContext context, long characters) => context.Charge(1 + characters / CharactersPerStep);
}
