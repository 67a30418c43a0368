namespace Attestry.Storage.Sql;

/// <summary>What a statement over documents selects, in this order.</summary>
internal readonly record struct SqlRow(long Version, byte[] Json);
