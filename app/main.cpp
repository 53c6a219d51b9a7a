#include "app/application.h"

int main(int argc, char **argv)
{
    return convoscope::runApplication(argc, argv);
}
