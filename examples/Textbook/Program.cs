using System;
using System.IO;
using System.Linq;
using Textbook;

// Names of lessons, or none for all of them. Each leaves a page with its plots.
Lesson[] lessons = [.. args.Length == 0 ? Lesson.All : args.Select(static name => Lesson.All.FirstOrDefault(lesson => lesson.Name == name)).OfType<Lesson>()];
if (lessons.Length < args.Length)
{
    Console.Error.WriteLine($"The lessons are: {string.Join(", ", Lesson.All.Select(static lesson => lesson.Name))}.");
    return 1;
}

Directory.CreateDirectory("textbook");
foreach (Lesson lesson in lessons)
{
    Console.WriteLine($"== {lesson.Title}");
    var page = new Page(lesson.Title);
    lesson.Run(page);
    string path = Path.Combine("textbook", $"{lesson.Name}.html");
    page.Save(path);
    Console.WriteLine($"The plots are in {path}.");
    Console.WriteLine();
}

return 0;
